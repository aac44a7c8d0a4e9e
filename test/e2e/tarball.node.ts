import assert from 'node:assert/strict';
import { cp, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { buildBrowserApps } from '../../tools/demo-apps.js';
import { examplesOf } from '../docs/examples.js';
import { installTarball, type Project, type Projects } from '../package/projects.js';
import { startPages, type Pages } from './pages.js';
import { newVisitor, seeText, startWorld, watch, type World } from './world.js';

/** What a user downloads with the package. */
const DEPENDENCIES = ['@lit-labs/ssr-dom-shim', '@lit/reactive-element', '@types/trusted-types', 'lit', 'lit-element', 'lit-html', 'zod'];

/** Entries that need a framework or the API's packages. */
const NEEDS_PEERS = /^billing-elements\/(react|vue|svelte|ssr|hydrate|api|compat\/billingos-react)/;

const METER_FILES_MAX = 12;
const METER_BYTES_MAX = 32_000;

describe('the package as others get it', () => {
  let projects: Projects;
  before(async () => void (projects = await installTarball()));
  after(() => projects?.remove());

  /** Every module that it exports, by the name under which it is imported; a script tag's are for browsers alone. */
  async function entries({ installed }: Project): Promise<string[]> {
    const { exports } = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8')) as { exports: Record<string, string | { default: string } | null> };
    const found = Object.entries(exports).map(async ([name, target]) => {
      const file = target === null || typeof target === 'string' ? target : target.default;
      if (!file?.endsWith('.js') || file.startsWith('./dist/cdn/')) return [];
      if (!file.includes('*')) return [name];
      const files = await readdir(path.join(installed, path.dirname(file)));
      return files.filter((it) => it.endsWith('.js')).map((it) => name.replace(name.endsWith('.js') ? '*.js' : '*', name.endsWith('.js') ? it : it.slice(0, -'.js'.length)));
    });
    return (await Promise.all(found)).flat().map((name) => name.replace(/^\./, 'billing-elements'));
  }

  const importing = (names: readonly string[]): string => `
    for (const name of ${JSON.stringify(names)}) await import(name).catch((cause) => { throw new Error(name, { cause }); });
    console.log('imported');`;

  describe('in an empty project', () => {
    it('brings Lit and zod, and nothing else', async () => {
      const folders = await readdir(path.join(projects.plain.folder, 'node_modules'));
      const names = await Promise.all(
        folders.map(async (name) => (name.startsWith('@') ? (await readdir(path.join(projects.plain.folder, 'node_modules', name))).map((it) => `${name}/${it}`) : name)),
      );
      assert.deepEqual(names.flat().filter((name) => !name.startsWith('.') && name !== 'billing-elements').sort(), DEPENDENCIES);
    });

    it('has every file that it names', async () => {
      const { installed } = projects.plain;
      const { unpkg, jsdelivr, customElements, bin, ...manifest } = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8')) as Record<string, string> & { bin: Record<string, string> };
      for (const file of [unpkg, jsdelivr, customElements, manifest['web-types'], ...Object.values(bin), 'llms.txt', 'CHANGELOG.md', 'LICENSE', 'docs/migrating.md', 'docs/api.md']) {
        assert.ok((await readFile(path.join(installed, String(file)))).length > 0, file);
      }
      const links = (await readFile(path.join(installed, 'llms.txt'), 'utf8')).matchAll(/\]\(([^)#]+)\)/g);
      for (const [, file = ''] of links) assert.ok((await readFile(path.join(installed, file))).length > 0, file);
    });

    it('lets Node import whatever needs no optional package', async () => {
      const names = (await entries(projects.plain)).filter((name) => !NEEDS_PEERS.test(name));
      assert.ok(names.length > 25, `${names.length} entries`);
      assert.deepEqual(await projects.plain.node(importing(names)), { status: 0, stdout: 'imported\n', stderr: '' });
    });

    it("says what to install where the API's packages are missing", async () => {
      const install = /npm install hono @hono\/node-server kysely @electric-sql\/pglite/;
      for (const args of [['api'], ['keys', 'list', '--project', 'demo']]) {
        const { status, stderr } = await projects.plain.command(args);
        assert.equal(status, 1);
        assert.match(stderr, install);
        assert.doesNotMatch(stderr, /\n\s+at /, 'a stack');
      }
      const { stdout } = await projects.plain.node(`
        import { startApi } from 'billing-elements/api/node';
        startApi({ port: 0 }).catch(({ message }) => console.log(message));`);
      assert.match(stdout, install);
    });

    it('prints how it is used', async () => {
      const { status, stdout } = await projects.plain.command(['--help']);
      assert.equal(status, 0);
      assert.match(stdout, /^Usage: billing-elements <command>/);
    });
  });

  describe('with the optional packages', () => {
    it('lets Node import every entry', async () => {
      const names = await entries(projects.full);
      assert.ok(names.filter((name) => NEEDS_PEERS.test(name)).length > 20, names.join(' '));
      const { status, stderr } = await projects.full.node(importing(names));
      assert.equal(status, 0, stderr);
    });

    it('sets up a project, makes its key, serves it and mints a token with that key', async () => {
      const env = { DATABASE_URL: './data' };
      const applied = await projects.full.command(['apply', path.join(projects.full.installed, 'docs/billing.json')], env);
      assert.equal(applied.status, 0, applied.stderr);
      const { stdout: made } = await projects.full.command(['keys', 'create', '--project', 'demo'], env);
      const [key] = /sk_\w+/.exec(made) ?? assert.fail(made);
      const { stdout, stderr } = await projects.full.node(
        `
        import { startApi } from 'billing-elements/api/node';
        import { Billing } from 'billing-elements/server';
        const api = await startApi({ port: 0 });
        const { sessionToken } = await new Billing({ secretKey: '${key}', apiUrl: api.url }).createSessionToken({ externalUserId: 'nora' });
        console.log(sessionToken);
        await api.close();`,
        env,
      );
      assert.match(stdout, /^bos_session_/, stderr);
    });
  });

  describe('in a browser', () => {
    let world: World;
    let pages: Pages;
    let demoUrl: string;
    before(async () => {
      const appsFolder = path.join(projects.full.folder, 'built');
      await cp('demo/apps', path.join(projects.full.folder, 'apps'), { recursive: true });
      await buildBrowserApps(appsFolder, { from: path.join(projects.full.folder, 'apps'), alias: [] });
      world = await startWorld({ kitFolder: path.join(projects.plain.installed, 'dist/cdn') });
      pages = await startPages(world);
      demoUrl = await world.startDemo({ appsFolder });
    });
    after(() => world?.close());

    for (const name of ['static', 'react', 'vue', 'svelte']) {
      it(`shows a pricing table and an open gate in an app of kind ${name}`, async () => {
        const page = await (await newVisitor(world)).newPage();
        const { complaints, requests } = watch(page);
        await page.goto(`${demoUrl}/apps/${name}/?user=user_pro`);
        await seeText(page, 'Most popular');
        await seeText(page, 'Your own logo on every page.');
        assert.deepEqual(complaints, []);
        assert.deepEqual(requests.filter(({ status }) => status === 0 || status >= 400), []);
        await page.close();
      });
    }

    it('shows the tables of docs/migrating.md as they are pasted', async () => {
      const pasted = examplesOf('docs/migrating.md').filter(({ language, code }) => language === 'html' && code.includes('<pricing-table'));
      assert.equal(pasted.length, 2);
      for (const { code, line } of pasted) {
        const page = await (await newVisitor(world)).newPage();
        const { complaints } = watch(page);
        const own = code.replace(/https:\/\/unpkg\.com\/billing-elements\/dist\/cdn/, '/kit').replace('https://billing.example.com', world.apiUrl).replace('/api/billing-session', '/session?user=user_free');
        await page.goto(pages.put(`/migrating-${line}`, own, { script: 'data:text/javascript,' }));
        for (const plan of ['Starter', 'Pro']) await seeText(page, plan);
        assert.deepEqual(complaints, []);
        await page.close();
      }
    });

    it('loads for a page with a meter what a meter needs, and no pricing table', async (t) => {
      const page = await (await newVisitor(world)).newPage();
      const { complaints, requests } = watch(page);
      await page.goto(
        pages.put('/meter', `<billing-provider api-url="${world.apiUrl}" session-token-url="/session?user=user_pro"><usage-meter feature="api_calls"></usage-meter></billing-provider>`, {
          script: '/kit/autoloader.js',
        }),
      );
      await seeText(page, 'of 100,000');
      const files = requests.flatMap(({ url }) => /\/kit\/(.*\.js)$/.exec(new URL(url).pathname)?.[1] ?? []);
      const codes = await Promise.all(files.map((file) => readFile(path.join(world.kitFolder, file))));
      const bytes = codes.reduce((sum, code) => sum + gzipSync(code).length, 0);
      t.diagnostic(`${files.length} files, ${bytes} bytes gzipped: ${files.join(' ')}`);
      /** The bundler's own small file has no map. */
      const sources = async (file: string): Promise<readonly string[]> => {
        const map = await readFile(path.join(world.kitFolder, `${file}.map`), 'utf8').catch(() => '{"sources":[]}');
        return (JSON.parse(map) as { sources: readonly string[] }).sources;
      };
      const isOfTable = (source: string): boolean => /\/pricing-[\w-]+\.ts$/.test(source);
      assert.ok((await sources('auto/pricing-table.js')).some(isOfTable), 'the maps say what a file is made of');
      const used = (await Promise.all(files.map(sources))).flat();
      assert.deepEqual(used.filter(isOfTable), []);
      assert.ok(used.some((source) => source.endsWith('/usage-meter.ts')));
      assert.ok(files.length <= METER_FILES_MAX && bytes < METER_BYTES_MAX, `${files.length} files, ${bytes} bytes`);
      assert.deepEqual(complaints, []);
      await page.close();
    });
  });
});
