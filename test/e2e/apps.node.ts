import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { buildDemoApps } from '../../tools/demo-apps.js';
import { newVisitor, seeText, startWorld, watch, type Watched, type World } from './world.js';

interface Held {
  readonly data: readonly { readonly productName: string; readonly status: string }[];
}

/** One story, told by every app of the demo: pricing, sign up, gate, checkout, meter, plan change. */
describe('the demo apps', () => {
  let world: World;
  let demoUrl: string;

  before(async () => {
    // Inside the project: what the server draws finds its packages from there.
    const appsFolder = await mkdtemp(path.resolve('node_modules/.billing-apps-'));
    await buildDemoApps(appsFolder);
    world = await startWorld();
    world.onClose(() => rm(appsFolder, { recursive: true }));
    demoUrl = await world.startDemo({ appsFolder });
  });
  after(() => world.close());

  for (const name of (process.env['APPS'] ?? 'static,react,vue,svelte,server').split(',')) {
    describe(name, () => {
      let page: Page;
      let seen: Watched;
      const press = (button: string): Promise<void> => page.locator(`::-p-aria([name="${button}"][role="button"])`).click();
      const user = (): string => new URL(page.url()).searchParams.get('user') ?? '';
      const showsBranding = (): Promise<unknown> => page.waitForSelector('>>> #branding', { visible: true });

      /** The API's own word on the plan, past every cache. */
      async function planOf(customer: string): Promise<string | undefined> {
        const { id } = (await world.api(`/customers/external/${customer}`)) as { id: string };
        const { data } = (await world.api(`/subscriptions?customer_id=${id}`)) as Held;
        return data.find(({ status }) => status === 'active' || status === 'trialing')?.productName;
      }

      before(async () => {
        page = await (await newVisitor(world)).newPage();
        await page.setViewport({ width: 1240, height: 1000 });
        page.setDefaultTimeout(20_000);
        seen = watch(page);
      });

      it('shows the plans to a stranger', async () => {
        await page.goto(`${demoUrl}/apps/${name}/`);
        await seeText(page, 'Plans for every kind of note');
        await seeText(page, 'Most popular');
        assert.ok(!seen.requests.some(({ url }) => url.includes('billing-session')), 'a stranger needs no session');
      });

      it('signs a new customer up, for whom the gate is closed and nothing is counted', async () => {
        await press('Sign up');
        await seeText(page, 'Custom branding is part of Pro');
        await seeText(page, 'Nothing is counted here');
        assert.match(user(), /^guest_/);
      });

      it('sells a plan by the hosted checkout', async () => {
        await press('Get started, Starter');
        await page.waitForSelector('input[name=number]');
        await page.locator('input[name=email]').fill('nora@example.com');
        await page.locator('input[name=name]').fill('Nora Nilsen');
        await page.locator('input[name=number]').fill('4242 4242 4242 4242');
        await page.locator('input[name=expiry]').fill('12 / 39');
        await page.locator('input[name=cvc]').fill('123');
        await page.locator('button.primary').click();
        await page.waitForFunction((origin) => location.origin === origin, {}, demoUrl);
        await seeText(page, 'You are on Starter');
        assert.equal(await planOf(user()), 'Starter');
      });

      it('moves the meter with what is used', async () => {
        await press('Render 10 pages');
        await seeText(page, '10 pages rendered.');
        await seeText(page, '9,990 left');
      });

      it('changes the plan for what the preview said, and the gate opens', async () => {
        await press('Change plan');
        await page.locator('::-p-aria([name="Pro $59 a month per seat"][role="radio"])').click();
        await press('Continue');
        await seeText(page, 'Due today');
        await page.locator('>>> dialog[open] .button.primary').click();
        await showsBranding();
        await seeText(page, 'of 100,000');
        assert.equal(await planOf(user()), 'Pro');
      });

      it('complained of nothing, and had no request fail', () => {
        assert.deepEqual(seen.complaints, []);
        assert.deepEqual(seen.requests.filter(({ status }) => status === 0 || status >= 400), []);
      });
    });
  }
});
