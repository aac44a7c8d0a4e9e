import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'puppeteer-core';
import { newVisitor, seeText, startWorld, takeTime, watch, type Watched, type World } from './world.js';

/** What the API itself says was used, asked past every cache. */
async function consumed(world: World, user: string): Promise<number> {
  const answer = (await world.api(`/v1/usage/metrics?customer_id=${user}&feature_key=api_calls`)) as { metrics: { consumed: number }[] };
  return answer.metrics[0]?.consumed ?? NaN;
}

/** The reading a person with a screen reader gets. */
const meterSays = async (page: Page): Promise<string | null> =>
  page.$eval('>>> usage-meter[feature=api_calls] >>> [role=meter]', (meter) => meter.getAttribute('aria-valuetext'));

async function press(page: Page, name: string): Promise<void> {
  await page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
}

describe('the story: from the pricing page to a used-up quota', () => {
  let world: World;
  let demoUrl: string;
  let visitor: BrowserContext;
  let page: Page;
  let otherTab: Page;
  let seen: Watched;

  before(async () => {
    world = await startWorld();
    demoUrl = await world.startDemo();
    visitor = await newVisitor(world);
    page = await visitor.newPage();
    await page.setViewport({ width: 1240, height: 1000 });
    seen = watch(page);
  });
  after(() => world.close());

  it('shows the plans to a stranger, with a publishable key and no session', async () => {
    await page.goto(demoUrl);
    for (const text of ['Hobby', 'Starter', 'Pro', 'Enterprise', 'Most popular', 'Custom']) await seeText(page, text);
    const paths = seen.requests.filter(({ method }) => method === 'GET').map(({ url }) => new URL(url).pathname);
    assert.equal(paths.filter((path) => path === '/v1/products').length, 1);
    assert.ok(!paths.includes('/api/billing-session'), 'a stranger needs no session');
  });

  it('takes whoever picks a plan there into the app, and says how it goes on', async () => {
    await page.locator('::-p-aria([name="Get started, Starter"])').click();
    await seeText(page, 'Nearly there: confirm the plan you picked');
    assert.equal(new URL(page.url()).searchParams.get('plan'), 'starter');
  });

  it('keeps a gate closed for user_free, with nothing of its content in the page', async () => {
    otherTab = await visitor.newPage();
    for (const tab of [page, otherTab]) {
      await tab.goto(`${demoUrl}/app/?user=user_free`);
      await seeText(tab, 'PDF export is part of Starter');
      assert.equal(await tab.$('#pdf'), null);
    }
    await otherTab.evaluate('neverLeft = true');
    await page.bringToFront();
  });

  it('leads from a paid plan to the hosted checkout, and back after payment with the test card', async () => {
    await press(page, 'Upgrade to Starter');
    await page.waitForSelector('input[name=number]');
    assert.equal(new URL(page.url()).origin, world.apiUrl);
    await page.locator('input[name=name]').fill('Frida Lindqvist');
    await page.locator('input[name=number]').fill('4242 4242 4242 4242');
    await page.locator('input[name=expiry]').fill('12 / 39');
    await page.locator('input[name=cvc]').fill('123');
    await page.locator('button.primary').click();
    await page.waitForFunction((origin) => location.origin === origin, {}, demoUrl);
    assert.equal(new URL(page.url()).searchParams.get('user'), 'user_free');
  });

  it('opens the gate, and says which plan it is now', async () => {
    await page.waitForSelector('#pdf', { visible: true });
    await seeText(page, 'You are on Starter');
    await page.waitForFunction(() => !location.search.includes('billing_checkout'), {});
  });

  it('opens it in the tab that stayed open all the while, too', async () => {
    await otherTab.bringToFront();
    await otherTab.waitForSelector('#pdf', { visible: true });
    assert.equal(await otherTab.evaluate('neverLeft'), true);
    await page.bringToFront();
  });

  it('moves the meter with the work done, whoever counts it', async () => {
    const before = await consumed(world, 'user_free');
    assert.match((await meterSays(page)) ?? '', new RegExp(`^${before.toLocaleString('en')} of 10,000`));
    await press(page, 'Render 100');
    await seeText(page, '100 pages rendered.');
    await page.locator('::-p-aria([name="This page"][role="radio"])').click();
    await press(page, 'Render 1 page');
    await seeText(page, '1 page rendered.');
    assert.equal(await consumed(world, 'user_free'), before + 101);
    await seeText(page, `${(10_000 - before - 101).toLocaleString('en')} left`);
    await page.waitForFunction((text) => document.querySelector('usage-meter')?.shadowRoot?.querySelector('[role=meter]')?.ariaValueText?.startsWith(text), {}, (before + 101).toLocaleString('en'));
  });

  it('is refused by the API at the limit, whoever counts, and the page says so', async () => {
    const near = await visitor.newPage();
    await near.goto(`${demoUrl}/app/?user=user_near_limit`);
    await seeText(near, 'Nearly full');
    const before = await consumed(world, 'user_near_limit');
    await press(near, 'Render 500');
    await seeText(near, '500 pages rendered.');
    for (const counter of ['Our server', 'This page']) {
      await near.locator(`::-p-aria([name="${counter}"][role="radio"])`).click();
      await near.$eval('#outcome', (outcome) => outcome.replaceChildren());
      await press(near, 'Render 500');
      await seeText(near, 'Limit reached: 9,710 of 10,000 used, and 500 more do not fit.');
    }
    assert.equal(await consumed(world, 'user_near_limit'), before + 500);
    await near.close();
  });

  it('had no request fail but the refused ones, and no complaint in the console', () => {
    const failed = seen.requests.filter(({ status }) => status === 0 || status >= 400);
    assert.deepEqual(failed, []);
    assert.deepEqual(seen.complaints, []);
  });
});

describe('a session of 60-second tokens', () => {
  it('is renewed before each end: in ten minutes of the page, no request is refused', async (t) => {
    const world = await startWorld();
    t.after(() => world.close());
    const demoUrl = await world.startDemo({ tokenLifeSeconds: 60 });
    const page = await (await newVisitor(world)).newPage();
    const { requests, givenUp, complaints } = watch(page);
    await page.goto(`${demoUrl}/app/?user=user_pro`);
    await seeText(page, 'of 100,000');

    const SECONDS = 600;
    const pass = await takeTime(page);
    for (let second = 0; second < SECONDS; second++) {
      // Both clocks in small steps: what is over for one is over for the other, within the two seconds a renewal comes early.
      await pass(1_000);
      world.passApiTime(1_000);
    }
    const to = (path: string): number => requests.filter(({ url }) => new URL(url).pathname === path).length;
    const tokens = to('/api/billing-session');
    const polls = to('/v1/features/usage-metrics');
    // A little more than that: until the first leap, the page's time was everybody's.
    const seconds = Number(await page.evaluate('performance.now() / 1000'));
    t.diagnostic(`${seconds.toFixed()} s of the page: ${tokens} token requests, ${polls} polls, ${requests.length} requests in all`);
    assert.ok(seconds >= SECONDS);
    assert.deepEqual(requests.filter(({ status }) => status === 0 || status >= 400), []);
    assert.deepEqual(givenUp, []);
    assert.deepEqual(complaints, []);
    assert.ok(tokens >= seconds / 60 && tokens <= seconds / 57 + 1, `${tokens} tokens of 60 s in ${seconds} s`);
    assert.ok(Math.abs(polls - 1 - seconds / 30) <= 1, `${polls} polls of 30 s in ${seconds} s`);
  });
});
