import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { ours, runModule } from '../compat/seeds.js';
import { examplesOf, onlyExample } from '../docs/examples.js';
import { startPages, type Pages } from './pages.js';
import { newVisitor, seeText, SECRET_KEY, startWorld, watch, type World } from './world.js';

/** What the README's first words ask for; CI runs both in a fresh clone. */
const RUN_BY_CI = 'npm start';
/** A picture of the folders. */
const NO_CODE = 'src/contract/';

const ROUTE = '/api/billing-session';
const examples = examplesOf('README.md').filter(({ code }) => !code.includes(RUN_BY_CI) && !code.includes(NO_CODE));
const run = new Set<string>();

describe('the README', () => {
  let world: World;
  let pages: Pages;
  const html = new Map<string, string>();

  before(async () => {
    world = await startWorld();
    process.env['BILLING_SECRET_KEY'] = SECRET_KEY;
    process.env['BILLING_API_URL'] = world.apiUrl;
    const { route } = await runModule(asModule(routeExample(), 'export { route };'));
    pages = await startPages(world, {
      [ROUTE]: (request) => (route as (request: Request) => Promise<Response>)(request),
      '/readme': () => new Response(html.get('/readme'), { headers: { 'content-type': 'text/html' } }),
    });
  });
  after(() => world.close());

  /** One example, by words that only it has. */
  function example(language: string, words: string): string {
    const { code } = onlyExample(examples, language, words);
    run.add(code);
    return code;
  }

  const routeExample = (): string => example('ts', 'createSessionRoute');

  /** The example with our sources behind its import lines, and somebody signed in. */
  const asModule = (code: string, more = ''): string =>
    `const yourAuth = async (request) => ({ id: 'user_pro' });\n${code}\n${more}`.replace(
      /'billing-elements\/(\w+)'/g,
      (_, entry: string) => `'${ours(`${entry}/index.ts`)}'`,
    );

  /** A page that holds what someone pasted, with our own addresses in it. */
  async function open(pasted: string, head = ''): Promise<{ page: Page; complaints: string[]; failures: () => Promise<unknown> }> {
    const own = pasted.replace(/https:\/\/unpkg\.com\/billing-elements\/dist\/cdn/g, '/kit').replaceAll('https://billing.example.com', world.apiUrl);
    html.set('/readme', `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pasted</title><link rel="icon" href="data:,">${head}${own}`);
    const page = await (await newVisitor(world)).newPage();
    const { complaints } = watch(page);
    await page.evaluateOnNewDocument(`addEventListener('billing-error', ({ error }) => (window.failures ??= []).push(error.code), true)`);
    await page.goto(`${pages.url}/readme`);
    return { page, complaints, failures: () => page.evaluate('window.failures ?? []') };
  }

  const KIT = '<script type="module" src="/kit/billing-elements.js"></script>';

  it('shows a page that works when it is pasted', async () => {
    const { page, complaints, failures } = await open(example('html', '<billing-provider'));
    for (const text of ['of 100,000', 'Put your own logo on every page.', 'Most popular']) await seeText(page, text);
    assert.deepEqual(complaints, []);
    assert.deepEqual(await failures(), []);
  });

  it('shows a pricing table that needs no session', async () => {
    const { page, complaints, failures } = await open(KIT + example('html', 'publishable-key='));
    await seeText(page, 'Most popular');
    const link = await page.$eval('>>> .plan a', (it) => it.getAttribute('href'));
    assert.match(String(link), /^\/signup\?plan=\w+/);
    assert.deepEqual(complaints, []);
    assert.deepEqual(await failures(), []);
  });

  it('shows tokens that win', async () => {
    const { page } = await open(KIT + example('html', 'publishable-key='), `<style>${example('css', '--billing-accent')}</style>`);
    await seeText(page, 'Most popular');
    const button = await page.$eval('>>> .button.primary', (it) => {
      const { backgroundColor, fontFamily } = getComputedStyle(it);
      return { backgroundColor, fontFamily };
    });
    assert.deepEqual(button, { backgroundColor: 'rgb(102, 51, 153)', fontFamily: 'Georgia, serif' });
  });

  it('shows a session route that mints a token', async () => {
    routeExample();
    assert.equal(typeof ((await (await fetch(pages.url + ROUTE)).json()) as { sessionToken?: unknown }).sessionToken, 'string');
  });

  it('shows a server that checks an entitlement and counts a use', async () => {
    const code = example('ts', 'checkEntitlement').replaceAll('user_123', 'user_pro');
    const { has_access } = await runModule(asModule(code, 'export { has_access };'));
    assert.equal(has_access, true);
  });

  describe('puts the session route into each framework', () => {
    const framework = (name: string): string => {
      const [line] = example('ts', 'defineEventHandler').split(/^(?=export |app\.)/m).filter((it) => it.includes(name));
      assert.ok(line, `no route for ${name}`);
      return line;
    };
    const module = (name: string, before = ''): Promise<Record<string, unknown>> =>
      runModule(asModule(`${routeExample()}\n${before}\n${framework(name)}`));
    const from = (library: string): string => import.meta.resolve(library);

    async function answers(response: Response): Promise<void> {
      assert.equal(response.status, 200);
      assert.equal(typeof ((await response.json()) as { sessionToken?: unknown }).sessionToken, 'string');
    }
    const request = (): Request => new Request(`http://localhost${ROUTE}`);

    it('Next.js', async () => {
      const { GET } = await module('Next.js');
      await answers(await (GET as (request: Request) => Promise<Response>)(request()));
    });

    it('SvelteKit', async () => {
      const { GET } = await module('SvelteKit');
      await answers(await (GET as (event: { request: Request }) => Promise<Response>)({ request: request() }));
    });

    it('Nuxt', async () => {
      const { default: handler } = await module('Nuxt', `import { defineEventHandler, toWebRequest } from '${from('h3')}';`);
      const { createApp, toWebHandler } = await import('h3');
      await answers(await toWebHandler(createApp().use(handler as never))(request()));
    });

    it('Hono', async () => {
      const { app } = await module('Hono', `import { Hono } from '${from('hono')}'; export const app = new Hono();`);
      await answers(await (app as { request(path: string): Promise<Response> }).request(ROUTE));
    });

    it('Express', async () => {
      const { app } = await module('Express', `import express from '${from('express')}'; export const app = express();`);
      const server = createServer(app as never).listen(0);
      try {
        await answers(await fetch(`http://localhost:${(server.address() as AddressInfo).port}${ROUTE}`));
      } finally {
        server.close();
      }
    });
  });

  it('has no example that is not run here', () => {
    assert.deepEqual(examples.filter(({ code }) => !run.has(code)).map(({ line, language }) => `line ${line}: ${language}`), []);
  });
});
