import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { build } from 'vite';
import { CHROMIUM_ARGS, findChromium } from '../../tools/browsers.js';
import type { Outcome, Row } from './row.js';
import { makeToken } from './tokens.js';

/** A site in a real Chromium with the core as one script, and just enough API behind it to count. */
interface Site {
  readonly browser: Browser;
  readonly url: string;
  readonly counted: Set<string>;
  tokens: number;
  /** While true, usage is answered 503. */
  down: boolean;
  open(path?: string): Promise<Page>;
}

const PAGE = `<!doctype html><title>lab</title><script src="/core.js"></script><script src="/page.js"></script>`;
const SCRIPT = `
  const client = core.createBillingClient({ apiUrl: location.origin, sessionTokenUrl: '/session', userId: 'user_1', random: () => 0 });
  const ready = client.session.getToken().then(() => new Promise((go) => setTimeout(go, 100)));
  const track = (count, name) => { for (let at = 0; at < count; at++) client.trackUsage({ featureKey: 'api_calls', idempotencyKey: name + at }).catch(() => {}); };
  const violations = [];
  addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
  addEventListener('pageshow', (event) => { window.persisted = event.persisted; });
`;

async function onSite(folder: string, run: (site: Site) => Promise<Outcome>): Promise<Outcome> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, target: 'es2022', lib: { entry: join(folder, 'index.ts'), formats: ['iife'], name: 'core' }, rolldownOptions: { external: [/strict\.js$/] } },
  });
  const [first] = (Array.isArray(built) ? built : [built]) as { output: { code: string }[] }[];
  const site = { tokens: 0, down: false, counted: new Set<string>() };
  const server = createServer((request, response) => void answer(request, response, site, first?.output[0]?.code ?? ''));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const executablePath = findChromium();
  if (!executablePath) throw new Error('The browser rows need a Chromium');
  const browser = await puppeteer.launch({ executablePath, args: CHROMIUM_ARGS });
  const open = async (path = '/'): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(url + path);
    await page.evaluate('ready');
    return page;
  };
  try {
    return await run(Object.assign(site, { browser, url, open }));
  } finally {
    await browser.close();
    server.close();
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, site: Pick<Site, 'counted' | 'down' | 'tokens'>, code: string): Promise<void> {
  const send = (status: number, type: string, body: string, headers = {}): void => {
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  };
  const json = (body: unknown, status = 200): void => send(status, 'application/json', JSON.stringify(body), { 'cache-control': 'no-store' });
  const { pathname } = new URL(request.url ?? '/', 'http://lab');
  if (pathname === '/core.js') return send(200, 'text/javascript', code);
  if (pathname === '/page.js') return send(200, 'text/javascript', SCRIPT);
  if (pathname === '/csp') return send(200, 'text/html', PAGE, { 'content-security-policy': "default-src 'self'; require-trusted-types-for 'script'" });
  if (pathname === '/away') return send(200, 'text/html', '<!doctype html><title>away</title>');
  if (pathname === '/session') {
    site.tokens++;
    await new Promise((resolve) => setTimeout(resolve, 100));
    return json({ sessionToken: makeToken({ iat: Date.now() }) });
  }
  if (pathname.endsWith('/batch')) {
    let text = '';
    for await (const part of request) text += String(part);
    if (site.down) return json({}, 503);
    const { events } = JSON.parse(text) as { events: { id: string }[] };
    for (const { id } of events) site.counted.add(id);
    return json({ results: events.map(({ id }) => ({ id, status: 'recorded', usage: { consumed_units: 1, limit_units: null } })) });
  }
  if (pathname.startsWith('/v1/')) return json({ metrics: [], entitlements: [] });
  return send(200, 'text/html', PAGE);
}

const settle = async (condition: () => boolean): Promise<void> => {
  for (let round = 0; !condition() && round < 100; round++) await new Promise((resolve) => setTimeout(resolve, 100));
};

const navigate: Row = {
  name: 'browser-navigate',
  fault: 'Chromium: 50 uses, and in the same task the page navigates away; five times, API down until it is back',
  bar: '0 lost',
  without: { file: 'usage/usage-queue.ts', find: '      store.put(use);\n', put: '' },
  run: (_core, folder) =>
    onSite(folder, async (site) => {
      for (let round = 0; round < 5; round++) {
        site.down = true;
        const page = await site.open();
        await Promise.all([page.waitForNavigation(), page.evaluate(`track(50, 'r${round}-'); location.href = '/away'`)]);
        await page.close();
      }
      site.down = false;
      await site.open();
      await settle(() => site.counted.size === 250);
      return { figure: `${250 - site.counted.size} of 250 lost`, holds: site.counted.size === 250 };
    }),
};

const crash: Row = {
  name: 'browser-crash',
  fault: 'Chromium: the renderer is killed after 50 uses; API down until it is back',
  bar: '0 lost',
  without: { file: 'usage/usage-queue.ts', find: 'catch(() => [])) hold(use);', put: 'catch(() => [])) void use;' },
  run: (_core, folder) =>
    onSite(folder, async (site) => {
      site.down = true;
      const page = await site.open();
      await page.evaluate("track(50, 'c')");
      const session = await page.createCDPSession();
      void session.send('Page.crash').catch(() => {});
      await new Promise((resolve) => page.once('error', resolve));
      site.down = false;
      await site.open();
      await settle(() => site.counted.size === 50);
      return { figure: `${50 - site.counted.size} of 50 lost`, holds: site.counted.size === 50 };
    }),
};

const tabs: Row = {
  name: 'browser-tabs',
  fault: 'Chromium: five tabs of one user ask for a token at once',
  bar: '1 request',
  without: { file: 'lock.ts', find: 'if (name && lock) {', put: 'if (lock) return run();\n  {' },
  run: (_core, folder) =>
    onSite(folder, async (site) => {
      const blank = await Promise.all(Array.from({ length: 5 }, () => site.browser.newPage()));
      await Promise.all(blank.map((page) => page.goto(`${site.url}/away`)));
      await Promise.all(blank.map((page) => page.addScriptTag({ url: '/core.js' })));
      await Promise.all(blank.map((page) => page.addScriptTag({ url: '/page.js' })));
      await Promise.all(blank.map((page) => page.evaluate('ready')));
      return { figure: `${site.tokens} request`, holds: site.tokens === 1 };
    }),
};

const bfcache: Row = {
  name: 'browser-bfcache',
  fault: 'Chromium: away and back, while another tab tells news',
  bar: 'the page comes back from the back/forward cache, and works',
  without: { file: 'session.ts', find: 'return share.join();', put: 'return;' },
  run: (_core, folder) =>
    onSite(folder, async (site) => {
      const page = await site.open();
      const other = await site.open();
      await page.bringToFront();
      await page.goto(`${site.url}/away`);
      await other.evaluate("client.invalidate('usage')");
      await new Promise((resolve) => setTimeout(resolve, 300));
      await page.goBack();
      await new Promise((resolve) => setTimeout(resolve, 300));
      const persisted = await page.evaluate('window.persisted === true');
      await page.evaluate("track(3, 'b')");
      await settle(() => site.counted.size === 3);
      return { figure: `persisted ${String(persisted)}, ${site.counted.size} of 3 counted`, holds: persisted === true && site.counted.size === 3 };
    }),
};

const csp: Row = {
  name: 'browser-csp',
  fault: "Chromium: a page under default-src 'self' and Trusted Types",
  bar: 'works, 0 violations',
  without: { file: 'client.ts', find: 'const ends = new Set', put: "setTimeout('0');\n  const ends = new Set" },
  run: (_core, folder) =>
    onSite(folder, async (site) => {
      const page = await site.open('/csp');
      await page.evaluate("track(3, 'p')");
      await settle(() => site.counted.size === 3);
      const violations = JSON.parse(String(await page.evaluate('JSON.stringify(violations)'))) as string[];
      return { figure: `${violations.length} violations, ${site.counted.size} of 3 counted`, holds: violations.length === 0 && site.counted.size === 3 };
    }),
};

export const browserRows: readonly Row[] = [navigate, crash, tabs, bfcache, csp];
