import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { freshPackage } from '../../tools/fresh.js';
import { outsideNpm } from '../../tools/pack.js';
import { examplesOf, onlyExample } from '../docs/examples.js';
import { linkPackages } from '../package/projects.js';
import { newVisitor, seeText, SECRET_KEY, startWorld, watch, type Watched, type World } from './world.js';

const PACKAGES = ['@sveltejs/kit', '@sveltejs/vite-plugin-svelte', 'svelte', 'vite', 'lit', 'zod', '@lit-labs/ssr', '@lit-labs/ssr-client'];

const SESSION_ROUTE = '/api/billing-session';
const METER = 'of 100,000';
const TABLE = 'Most popular';

const README = examplesOf('README.md');
const GUIDE = examplesOf('docs/server-rendering.md');

/** An example that names its file in its first line. */
const placed = (language: string, name: string): Record<string, string> => ({ [name]: onlyExample(GUIDE, language, ` ${name}`).code });

const sessionRoute = (): string => {
  const line = onlyExample(README, 'ts', 'SvelteKit, +server.ts').code.split('\n').find((it) => it.includes('SvelteKit'));
  return `const yourAuth = async () => ({ id: 'user_pro' });\n${onlyExample(README, 'ts', 'createSessionRoute').code}\n${line}`;
};

/** What the documentation says, and around it what every SvelteKit app has. */
const appFiles = (): Record<string, string> => ({
  ...placed('ts', 'src/routes/pricing/+page.server.ts'),
  ...placed('svelte', 'src/routes/pricing/+page.svelte'),
  'src/lib/server/draw-billing.js': onlyExample(GUIDE, 'js', 'export async function drawBilling').code,
  [`src/routes${SESSION_ROUTE}/+server.ts`]: sessionRoute(),
  'src/routes/+page.svelte': '<a href="/pricing">Pricing</a>',
  'src/hooks.server.js': `export const handle = ({ event, resolve }) => {
    event.locals.user = { id: 'user_pro' };
    return resolve(event);
  };`,
  'src/app.html': `<!doctype html>
    <html lang="en">
      <head><meta charset="utf-8"><title>Ours</title><link rel="icon" href="data:,">%sveltekit.head%</head>
      <body><div style="display: contents">%sveltekit.body%</div></body>
    </html>`,
  'vite.config.js': `import { sveltekit } from '@sveltejs/kit/vite';
    export default { plugins: [sveltekit()] };`,
  'svelte.config.js': 'export default {};',
  'package.json': JSON.stringify({
    private: true,
    type: 'module',
    dependencies: Object.fromEntries(['billing-elements', ...PACKAGES].map((name) => [name, '*'])),
  }),
  'serve.js': `import { build, preview } from 'vite';
    await build({ logLevel: 'error' });
    const { httpServer } = await preview({ preview: { host: '127.0.0.1', port: 0 } });
    process.send(httpServer.address().port);`,
});

/** Builds the app as its developer would, and serves it as `vite preview` does until the world ends. */
async function startApp(world: World): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'billing-sveltekit-'));
  world.onClose(() => rm(folder, { recursive: true, force: true }));
  const installed = path.join(folder, 'node_modules/billing-elements');
  await cp('dist', path.join(installed, 'dist'), { recursive: true });
  await cp('package.json', path.join(installed, 'package.json'));
  await linkPackages(folder, PACKAGES);
  for (const [name, text] of Object.entries(appFiles())) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }

  const env = { ...outsideNpm(), BILLING_SECRET_KEY: SECRET_KEY, BILLING_API_URL: world.apiUrl };
  const server = fork('serve.js', { cwd: folder, env, execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(server, 'exit');
  world.onClose(() => (server.kill(), ended));
  const [port] = (await Promise.race([once(server, 'message'), ended.then(([code]) => assert.fail(`SvelteKit ended with ${code}`))])) as [number];
  return `http://127.0.0.1:${port}`;
}

describe('the SvelteKit app of the documentation', () => {
  let world: World;
  let url: string;
  before(async () => {
    freshPackage();
    world = await startWorld({ kitFolder: 'dist/cdn' });
    url = await startApp(world);
  });
  after(() => world?.close());

  /** What the page asked for that is about billing. */
  const billingCalls = ({ requests }: Watched): string[] =>
    requests.filter(({ method }) => method === 'GET').map((it) => new URL(it.url)).filter(({ origin, pathname }) => origin === world.apiUrl || pathname === SESSION_ROUTE).map(({ pathname }) => pathname);

  it('answers with a meter and plans that are drawn already', async () => {
    const html = (await (await fetch(`${url}/pricing`)).text()).replace(/<script[\s\S]*?<\/script>/g, '');
    assert.match(html, /<pricing-table[^>]*>\s*<template shadowroot="open" shadowrootmode="open">/);
    for (const text of [METER, TABLE]) assert.ok(html.includes(text), text);
  });

  it('takes over what came with the page, and asks for none of it again', async () => {
    const page = await (await newVisitor(world)).newPage();
    const watched = watch(page);
    await page.evaluateOnNewDocument(`new MutationObserver(() => {
      window.button ??= document.querySelector('pricing-table')?.shadowRoot?.querySelector('.action .button');
    }).observe(document, { childList: true, subtree: true })`);
    await page.goto(`${url}/pricing`);
    await page.waitForFunction('document.querySelector("pricing-table").hasUpdated && document.querySelector("usage-meter").hasUpdated');
    await page.waitForNetworkIdle();
    for (const text of [METER, TABLE]) await seeText(page, text);
    assert.equal(await page.evaluate('button === document.querySelector("pricing-table").shadowRoot.querySelector(".action .button")'), true);
    assert.deepEqual(billingCalls(watched), [SESSION_ROUTE]);
    assert.deepEqual(watched.complaints, []);

    await page.locator('>>> input[value=year]').click();
    await seeText(page, 'billed yearly');
  });

  it('shows it after a navigation on the client too', async () => {
    const page = await (await newVisitor(world)).newPage();
    const watched = watch(page);
    await page.goto(url, { waitUntil: 'networkidle0' });
    await page.click('a');
    for (const text of [METER, TABLE]) await seeText(page, text);
    await page.waitForNetworkIdle();
    assert.deepEqual(billingCalls(watched), [SESSION_ROUTE]);
    assert.deepEqual(watched.complaints, []);
  });
});
