import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { startPages, type Pages } from './pages.js';
import { seeText, startWorld, watch, type Watched, type World } from './world.js';

const html = (status: number): Response => new Response('<!doctype html><h1>Sign in to the intranet</h1>', { status, headers: { 'content-type': 'text/html' } });
const json = (status: number, body: unknown): Response => Response.json(body, { status });

const METER = '<usage-meter feature="api_calls"></usage-meter>';
const TABLE = '<pricing-table></pricing-table>';
const GATE = '<feature-gate feature="pdf_export"><template><p>Secret report</p></template></feature-gate>';

/** Counts what elements say went wrong, as a page's own error reporting would. */
const REPORTING = `<script>codes = []; addEventListener('billing-error', ({ error }) => codes.push(error.code))</script>`;

describe('bad input shows a clear face, and the page stays', () => {
  let world: World;
  let pages: Pages;
  before(async () => {
    world = await startWorld();
    pages = await startPages(world, {
      '/html': () => html(200),
      '/401': () => json(401, { error: { code: 'signed_out', message: 'x' } }),
      '/500': () => html(500),
      '/no-token': () => json(200, { hello: 'world' }),
      '/secret': () => json(200, { sessionToken: 'sk_live_by_mistake', expiresAt: new Date(Date.now() + 1e6) }),
      '/api-html/*': () => html(200),
      '/api-500/*': () => html(500),
      '/api-odd/*': () => json(200, { metrics: [{ feature_key: 'api_calls', consumed: '<b>lots</b>' }], products: 'none' }),
    });
  });
  after(() => world.close());

  /** Opens a page of somebody's shop with this inside, and holds it to its own content at the end. */
  async function open(path: string, body: string, check: (page: Page, seen: Watched) => Promise<void>): Promise<void> {
    const url = pages.put(path, `<h1>My shop</h1>${body}<p id="end">All rights reserved</p>`, { head: REPORTING });
    const page = await world.browser.newPage();
    const seen = watch(page);
    await page.goto(url);
    await check(page, seen);
    const own = await page.$$eval('h1, #end', (elements) => elements.map((element) => element.checkVisibility() && element.textContent));
    assert.deepEqual(own, ['My shop', 'All rights reserved']);
    assert.deepEqual(seen.uncaught, []);
    assert.doesNotMatch(seen.complaints.join(), /\bb?sk_/, 'a key in the console');
    await page.close();
  }

  const codesOn = (page: Page): Promise<string[]> => page.evaluate('[...new Set(codes)]') as Promise<string[]>;

  const provider = (inside: string, attributes: string, apiUrl = world.apiUrl): string =>
    `<billing-provider api-url="${apiUrl}" ${attributes}>${inside}</billing-provider>`;

  const sessionFaults: [what: string, route: string, sees: string, code: string | undefined][] = [
    ['a session URL that is not there', '/nowhere', 'We could not load your usage', 'http_404'],
    ['a session URL that answers a page of HTML', '/html', 'We could not load your usage', 'invalid_session_token'],
    ['a session URL that answers 401', '/401', 'Sign in to see your usage', undefined],
    ['a session URL that answers 500', '/500', 'The billing service has a problem', 'http_500'],
    ['a session answer without a token', '/no-token', 'We could not load your usage', 'invalid_session_token'],
    ['a secret key where the token belongs', '/secret', 'We could not load your usage', 'apikey_in_browser'],
  ];
  for (const [what, route, sees, code] of sessionFaults) {
    it(what, () =>
      open(`/session${route}`, provider(METER + GATE, `session-token-url="${route}"`), async (page, { requests }) => {
        await seeText(page, sees);
        assert.deepEqual(await codesOn(page), code === undefined ? [] : [code]);
        assert.equal(await page.$('::-p-text(Secret report)'), null);
        assert.deepEqual(requests.filter(({ url }) => url.startsWith(world.apiUrl)), [], 'the API was asked without a session');
        assert.ok(!(await page.content()).includes('sk_live_by_mistake'));
      }),
    );
  }

  for (const [what, api] of [['answers a page of HTML', '/api-html'], ['answers 500', '/api-500'], ['answers something else than agreed', '/api-odd']] as const) {
    it(`a billing API that ${what}`, () =>
      open(`/page${api}`, provider(METER + GATE + TABLE, 'session-token-url="/session?user=user_free"', pages.url + api), async (page) => {
        await seeText(page, 'We could not load your usage');
        await seeText(page, 'We could not check your access');
        await seeText(page, 'We could not load the plans');
        assert.deepEqual(await codesOn(page), [api === '/api-500' ? 'http_500' : 'invalid_response']);
      }),
    );
  }

  it('an address of the API that is none', () =>
    open('/page/no-address', provider(METER, 'session-token-url="/session?user=user_free"', 'billing.example'), async (page) => {
      await seeText(page, 'We could not load your usage');
      assert.equal((await codesOn(page)).length, 1);
    }));

  it('a feature that nobody knows', () =>
    open('/page/unknown-feature', provider('<usage-meter feature="no_such_thing"></usage-meter><feature-gate feature="no_such_thing"><template><p>Secret report</p></template></feature-gate>', 'session-token-url="/session?user=user_pro"'), async (page) => {
      await seeText(page, 'Nothing is counted here');
      await seeText(page, 'is not in your plan');
      assert.equal(await page.$('::-p-text(Secret report)'), null);
    }));

  it('malformed JSON inside a pricing table', () =>
    open('/page/malformed', '<pricing-table><script type="application/json">{ "products": [ oops</script></pricing-table>', async (page) => {
      await seeText(page, 'The list of plans on this page is not written correctly.');
    }));

  it('a secret key in the page: it is refused, and sent nowhere', () =>
    open('/page/secret-key', provider(TABLE, 'publishable-key="sk_test_sandbox"'), async (page, { requests }) => {
      await seeText(page, 'We could not load the plans');
      assert.deepEqual(await codesOn(page), ['apikey_in_browser']);
      assert.deepEqual(requests.filter(({ url }) => url.startsWith(world.apiUrl)), []);
    }));

  it('a fault that passes: the face offers another try, and the try works', async () => {
    let broken = true;
    const mending = await startPages(world, { '/sometimes': () => (broken ? html(500) : Response.redirect(`${mending.url}/session?user=user_free`)) });
    const url = mending.put('/page', provider(METER, 'session-token-url="/sometimes"'));
    const page = await world.browser.newPage();
    await page.goto(url);
    await seeText(page, 'The billing service has a problem');
    broken = false;
    await page.locator('::-p-aria([name="Try again"][role="button"])').click();
    await seeText(page, 'of 1,000');
    await page.close();
  });
});
