import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { html } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { initialData, products, renderToString, usageMetrics } from '../../src/ssr.js';

/** Every public module, as its source: `./elements/*.js` are as many as there are files. */
function entries(): string[] {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, string | { default: string } | null> };
  const files = Object.values(exports).flatMap((target) => (target === null ? [] : typeof target === 'string' ? target : target.default));
  return files
    .filter((file) => file.startsWith('./dist/') && file.endsWith('.js'))
    .flatMap((file) => {
      const source = file.replace('./dist/', './src/').replace(/\.js$/, '.ts');
      if (!source.includes('*')) return source;
      const folder = source.slice(0, source.lastIndexOf('/'));
      return readdirSync(folder).filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`);
    })
    .map((source) => (existsSync(source) ? source : source.replace('cdn/billing-elements.ts', 'index.ts').replace('cdn/core.ts', 'core/index.ts')));
}

/** What the packages behind them put there, Lit's element registry among it, and our own word on which copy of the kit this is. */
const KNOWN = /^(customElements$|lit[A-Z]|reactiveElement|__zod_|__VUE_|Symbol\((undici|billing-elements)\.)/;

describe('on a server', () => {
  it('every entry can be imported: none needs a document, leaves anything running, or adds a global', () => {
    const all = entries();
    assert.ok(all.length > 20, `${all.length} entries`);
    const script = `
      const before = new Set(Reflect.ownKeys(globalThis));
      for (const entry of ${JSON.stringify(all)}) await import(entry).catch((cause) => { throw new Error(entry, { cause }); });
      console.log(JSON.stringify(Reflect.ownKeys(globalThis).filter((key) => !before.has(key)).map(String)));
      console.log(typeof document, typeof window);`;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    assert.equal(status, 0, stderr);
    const [added = '', types] = stdout.trim().split('\n');
    assert.deepEqual((JSON.parse(added) as string[]).filter((key) => !KNOWN.test(key)), []);
    assert.equal(types, 'undefined undefined');
  });

  const tags = readdirSync('src/elements').filter((file) => file.endsWith('.ts') && !/^(events|index)\.ts$/.test(file)).map((file) => file.slice(0, -'.ts'.length));

  for (const tag of tags) {
    it(`<${tag}> is drawn, by itself and under a provider`, async () => {
      const alone = await renderToString(html`${unsafeHTML(`<${tag}></${tag}>`)}`);
      const inside = await renderToString(html`<billing-provider api-url="https://api.example" session-token-url="/session">${unsafeHTML(`<${tag} feature="x"></${tag}>`)}</billing-provider>`);
      for (const page of [alone, inside]) {
        assert.match(page, new RegExp(`<${tag} ?.*</${tag}>`, 's'));
        assert.doesNotMatch(page, /\[object Object\]|data-billing-text|>undefined</);
      }
    });
  }

  it('draws texts as texts, whatever they say', async () => {
    const metrics = [{ feature_key: 'x', feature_title: '"><script>alert(1)</script>', consumed: 1, limit: 2 }];
    const data = JSON.stringify({ 'usage-metrics': { metrics } });
    const page = await renderToString(html`<billing-provider api-url="https://api.example" initial-data=${data}><usage-meter feature="x"></usage-meter></billing-provider>`);
    assert.match(page, /&quot;&gt;&lt;script&gt;alert\(1\)/);
    assert.doesNotMatch(page, /<script/);
  });

  it('draws without data, or with data that is malformed, what is shown while it loads', async () => {
    for (const data of ['', 'no JSON', '{}', '{"usage-metrics":{"metrics":[{}]}}']) {
      const page = await renderToString(html`<billing-provider api-url="https://api.example" initial-data=${data}><usage-meter feature="x"></usage-meter></billing-provider>`);
      assert.match(page, /Loading/, data);
    }
  });

  it('asks for nothing while it draws', async () => {
    const { fetch } = globalThis;
    let asked = 0;
    globalThis.fetch = async () => {
      asked += 1;
      return Response.json({});
    };
    try {
      await renderToString(html`<billing-provider api-url="https://api.example" session-token-url="https://app.example/session"><usage-meter feature="x"></usage-meter><pricing-table></pricing-table></billing-provider>`);
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      globalThis.fetch = fetch;
    }
    assert.equal(asked, 0);
  });

  it('has the data it could get, and says when', async () => {
    const answer: typeof fetch = async (url) =>
      String(url).includes('products') ? Response.json({ products: [], currentSubscription: null }) : new Response('down', { status: 400 });
    const before = Date.now();
    const data = await initialData({ apiUrl: 'https://api.example', sessionToken: 'token', fetch: answer }, [products, usageMetrics]);
    assert.deepEqual(Object.keys(data), ['at', 'products']);
    assert.ok(Number(data.at) >= before && Number(data.at) <= Date.now());
  });
});
