import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { objections } from '../support/axe.js';
import { newVisitor, seeText, startWorld, watch, type World } from './world.js';

const FACES: readonly [path: string, sees: string][] = [
  ['/', 'Most popular'],
  ['/app/?user=user_pro', 'of 100,000'],
  ['/app/?user=user_free', 'PDF export is part of Starter'],
  ['/app/?user=user_over_limit', 'Limit reached'],
  ['/app/?user=nobody', 'Sign in to see your usage'],
  ['/app/billing/?user=user_pro', 'Best fit'],
  ['/app/billing/?user=user_past_due', 'Your last payment did not go through'],
];

describe('the demo', () => {
  let world: World;
  let demoUrl: string;
  before(async () => {
    world = await startWorld();
    demoUrl = await world.startDemo();
  });
  after(() => world.close());

  async function open(path: string, sees: string): Promise<Page> {
    const page = await (await newVisitor(world)).newPage();
    await page.setViewport({ width: 1240, height: 900 });
    await page.goto(demoUrl + path);
    await seeText(page, sees);
    await page.waitForNetworkIdle();
    return page;
  }

  for (const [path, sees] of FACES) {
    it(`has nothing that axe objects to, light or dark, and fits a phone of 320 px: ${path}`, async () => {
      const page = await open(path, sees);
      assert.deepEqual(await objections(page), []);
      await page.setViewport({ width: 320, height: 900 });
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320);
      await page.close();
    });
  }

  it('lives under a policy of its own origin and the API, and complains of nothing', async () => {
    const response = await fetch(demoUrl);
    const policy = response.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'self';/);
    assert.doesNotMatch(policy, /unsafe|data:|blob:|\*/);
    const page = await (await newVisitor(world)).newPage();
    const { complaints } = watch(page);
    await page.goto(`${demoUrl}/app/?user=user_pro`);
    await seeText(page, 'of 100,000');
    await page.waitForNetworkIdle();
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('shows the account in the language and theme that one chooses', async () => {
    const page = await open('/app/billing/?user=user_pro', 'Best fit');
    const { complaints } = watch(page);
    await page.select('[data-look=lang]', 'ar');
    await page.select('[data-look=theme]', 'paper');
    await seeText(page, 'تغيير الخطة');
    await page.waitForNetworkIdle();
    const look = await page.$eval('customer-portal', (it) => [getComputedStyle(it).direction, getComputedStyle(it).getPropertyValue('--billing-font-heading') !== '']);
    assert.deepEqual([look, complaints], [['rtl', true], []]);
    await page.close();
  });

  it('recovers from an expired session without losing a call', async () => {
    const page = await open('/app/?user=user_pro', 'of 100,000');
    const { requests } = watch(page);
    await page.locator('::-p-aria([name="Expire it now"][role="button"])').click();
    await seeText(page, 'Revoked. The next call was refused once, a new token came, and the call went through.');
    const calls = requests.filter(({ method, url }) => method === 'GET' && url.startsWith(world.apiUrl)).map(({ status }) => status);
    assert.deepEqual(calls, [401, 200]);
    await page.close();
  });

  it('is worked with the keyboard alone', async () => {
    const page = await open('/app/?user=user_pro', 'of 100,000');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to the workspace');
    await page.keyboard.press('Enter');
    for (let presses = 0; presses < 10; presses++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.textContent')) === 'Render 1 page') break;
    }
    await page.keyboard.press('Enter');
    await seeText(page, '1 page rendered.');
    await page.close();
  });

  it('does work for its own pages only', async () => {
    const ask = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${demoUrl}/api/render?user=user_pro`, { method: 'POST', headers, body: JSON.stringify({ pages: 1 }) });
    assert.equal((await ask({ 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.equal((await ask({})).status, 403);
    assert.equal((await ask({ 'sec-fetch-site': 'same-origin' })).status, 200);
  });

  it('puts nothing into a page but text', async () => {
    const response = await fetch(`${demoUrl}/app/?user=${encodeURIComponent('"><script>alert(1)</script>')}`);
    assert.doesNotMatch(await response.text(), /<script>alert/);
  });
});
