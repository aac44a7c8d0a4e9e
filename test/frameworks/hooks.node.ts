import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { installedTools } from '../support/installed-tools.js';
import { HydratedPage } from './hydrated-page.js';
import type {} from './scene.js';
import { startWorld, type World } from './world.js';

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.close());

const APPS = { react: 'main.tsx', vue: 'main.ts', svelte: 'main.ts' };

for (const [framework, entry] of Object.entries(APPS)) {
  describe(`hooks in ${framework}`, () => {
    before(() => world.build(framework, `test/frameworks/${framework}/${entry}`));

    it('show what the customer has', async () => {
      const { page, complaints, says } = await world.open(framework, 'user_pro');
      await says('session', 'ready');
      await says('pdf', 'granted');
      await says('entitlements', '8');
      await says('plan', 'Pro');
      await says('products', 'Hobby,Starter,Pro,Enterprise');
      await page.waitForFunction(() => document.querySelector('#used')?.textContent?.startsWith('API calls: '));
      assert.deepEqual(complaints, []);
      await page.close();
    });

    it('ask once for all: hooks and elements share one client, also where the framework mounts twice', async () => {
      const { page, asked, says } = await world.open(framework, 'user_pro');
      await says('session', 'ready');
      await page.waitForFunction(() => document.querySelector('usage-meter')?.shadowRoot?.querySelector('[role=meter]'));
      await says('plan', 'Pro');
      assert.deepEqual(
        ['/session', '/v1/features/usage-metrics', '/v1/features/entitlements', '/v1/products'].map(asked),
        [1, 1, 1, 1],
      );
      assert.equal(await page.evaluate(() => scene.clientsMade), 1);
      await page.close();
    });

    it('hand properties to elements, and hear their events', async () => {
      const { page, says } = await world.open(framework, 'user_near_limit');
      await says('level', 'usage-meter near');
      assert.deepEqual(
        await page.$eval('usage-meter', ({ feature, near, upgradeUrl }) => ({ feature, near, upgradeUrl })),
        { feature: 'api_calls', near: 75, upgradeUrl: '/pricing' },
      );
      await page.close();
    });

    it('count a use at once, in hook and element', async () => {
      const { page, says } = await world.open(framework, 'user_free');
      const used = await page.waitForFunction(() => /API calls: (\d+)/.exec(document.querySelector('#used')?.textContent ?? '')?.[1]);
      const before = Number(await used.jsonValue());
      await says('tracked', 'idle');
      await page.click('#track');
      await says('tracked', 'done');
      await says('used', `API calls: ${before + 5}`);
      await page.close();
    });

    it('tell why something failed, and leave nothing uncaught', async () => {
      const { page, complaints, says } = await world.open(framework, 'user_free');
      await says('session', 'ready');
      await page.click('#track-unknown');
      await says('tracked', 'feature_not_found');
      assert.deepEqual(complaints, []);
      await page.close();
    });

    it('stand beside gates, which show what the framework puts into them and keeps up to date', async () => {
      const { page, says } = await world.open(framework, 'user_pro');
      await page.waitForFunction(() => document.querySelector('#inside')?.checkVisibility());
      await page.click('#other');
      await says('inside', 'transfer_gb');
      await page.click('#sign-out');
      await page.waitForFunction(() => document.querySelector('#inside')?.checkVisibility() === false);
      await page.close();
    });

    it('follow their arguments', async () => {
      const { page } = await world.open(framework, 'user_pro');
      await page.waitForFunction(() => document.querySelector('#used')?.textContent?.startsWith('API calls: '));
      await page.click('#other');
      await page.waitForFunction(() => document.querySelector('#used')?.textContent?.startsWith('Transfer: '));
      await page.close();
    });

    it('speak the language of their provider, as elements do, and follow it within one session', async () => {
      const { page, asked, says } = await world.open(framework, 'user_pro');
      await says('title', 'PDF export');
      await page.waitForFunction(() => document.querySelector('#used')?.textContent?.startsWith('API calls: '));
      await page.click('#track');
      await says('tracked', 'done');
      await page.click('#german');
      await says('title', 'PDF-Export');
      await page.waitForFunction(() => document.querySelector('#used')?.textContent?.startsWith('API-Aufrufe: '));
      await page.waitForFunction(() => document.querySelector('usage-meter')?.shadowRoot?.textContent?.includes('API-Aufrufe'));
      await says('tracked', 'done');
      assert.equal(asked('/session'), 1);
      await page.close();
    });

    it('leave for the checkout', async () => {
      const { page, says } = await world.open(framework, 'user_free');
      await says('session', 'ready');
      await Promise.all([page.waitForNavigation(), page.click('#buy')]);
      assert.ok(page.url().startsWith(world.apiUrl), page.url());
      await page.close();
    });

    it('sign out', async () => {
      const { page, says } = await world.open(framework, 'user_pro');
      await says('pdf', 'granted');
      await page.click('#sign-out');
      await says('session', 'signed-out');
      await says('pdf', 'signed-out');
      await says('plan', 'signed-out');
      await says('used', '');
      await page.close();
    });

    it('end the client with the provider', async () => {
      const { page, complaints, says } = await world.open(framework, 'user_pro');
      await says('session', 'ready');
      const outcome = await page.evaluate(async () => {
        const { client, unmount } = scene;
        unmount?.();
        await new Promise((resolve) => setTimeout(resolve));
        return client?.session.getToken().then(
          () => 'still works',
          (error: { code: string }) => error.code,
        );
      });
      assert.equal(outcome, 'client_destroyed');
      assert.deepEqual(complaints, []);
      await page.close();
    });
  });
}

for (const version of ['18', '19']) {
  describe(`React ${version}'s components for elements`, () => {
    const name = `react-${version}`;
    const tools = version === '19' ? undefined : installedTools('test/framework-tools');
    before(async () => {
      const folder = await tools;
      const alias = folder ? [{ find: /^(react|react-dom)(\/.*)?$/, replacement: `${folder}/node_modules/$1$2` }] : [];
      await world.build(name, 'test/frameworks/react/wrapper.tsx', alias);
    });
    const isMissing = async (t: TestContext): Promise<boolean> => {
      const missing = tools && !(await tools);
      if (missing) t.skip('npm could not install React 18');
      return missing ?? false;
    };

    it('set properties and hear events', async (t) => {
      if (await isMissing(t)) return;
      const { page, complaints, says, asked } = await world.open(name, 'user_near_limit');
      await says('version', version);
      await says('level', 'usage-meter near');
      await says('pdf', 'granted');
      const given = await page.$eval('usage-meter', ({ feature, near, upgradeUrl, className }) => [feature, near, upgradeUrl, className]);
      assert.deepEqual(given, ['api_calls', 75, '/pricing', 'mine']);
      assert.equal(asked('/session'), 1);
      assert.deepEqual(complaints, []);
      await page.close();
    });

    it('follow settings of the provider when they change', async (t) => {
      if (await isMissing(t)) return;
      const { page, complaints, says } = await world.open(name, 'user_near_limit');
      await says('subject', 'demo/user_near_limit/');
      await page.click('#other');
      await says('subject', 'demo/user_free/');
      await says('level', 'usage-meter normal');
      assert.deepEqual(complaints, []);
      await page.close();
    });
  });
}

describe('a page rendered on a server', () => {
  it('is taken over by React without a difference, and its elements wait for their client', async () => {
    await world.build('hydrate', 'test/frameworks/hydrate.ts');
    const { page, complaints, says, asked } = await world.open('hydrate', 'user_pro', (settings) => {
      const html = renderToString(createElement(HydratedPage, { settings }));
      assert.match(html, /loading undefined/);
      return `<main>${html}</main>`;
    });
    await says('count', 'ready 8');
    await page.waitForFunction(() => document.querySelector('usage-meter')?.shadowRoot?.querySelector('[role=meter]'));
    assert.equal(asked('/session'), 1);
    assert.deepEqual(complaints, []);
    await page.close();
  });
});
