import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createElement, type ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { build } from 'vite';
import { createSSRApp, defineComponent, h } from 'vue';
import { renderToString as renderVue } from 'vue/server-renderer';
import type { ClientOptions } from '../../src/core/client.js';
import * as react from '../../src/react.js';
import type { BillingSettings } from '../../src/react.js';
import * as vue from '../../src/vue.js';
import type {} from './scene.js';

const ENTITLEMENT = {
  feature_key: 'pdf_export', feature_title: 'PDF export', feature_type: 'boolean_flag', has_access: true,
  limit: null, usage: null, granted_at: null, product_name: null, subscription_status: null,
};
const INITIAL = { entitlements: { entitlements: [ENTITLEMENT] } };

/** A server may not be asked for anything while it renders, not even its own routes. */
function settings(t: TestContext, initialData?: BillingSettings['initialData']): BillingSettings {
  const asked = t.mock.method(globalThis, 'fetch', () => Promise.reject(new Error('asked')));
  t.after(() => assert.equal(asked.mock.callCount(), 0));
  return { apiUrl: 'https://billing.example', sessionTokenUrl: 'https://app.example/session', initialData };
}

/** The server's build of a Svelte app, as a module. */
async function builtForServer(entry: string): Promise<{ html(): string }> {
  const outDir = path.resolve(`node_modules/.cache/svelte-server-${process.pid}`);
  const alias = [{ find: /^billing-elements\/(.*?)(\.js)?$/, replacement: path.resolve('src/$1.ts') }];
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      resolve: { alias },
      plugins: [svelte({ configFile: false })],
      build: { ssr: path.resolve(entry), outDir, rolldownOptions: { output: { entryFileNames: 'server.js' } } },
    });
    return (await import(pathToFileURL(path.join(outDir, 'server.js')).href)) as { html(): string };
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

describe('on a server', () => {
  const ReactPage = (): ReactElement => {
    const { data, status } = react.useFeatureEntitlements();
    const text = [status, data?.[0]?.feature_title, react.useFeature('pdf_export').status, react.useSession().status, react.useTrackUsage().status];
    return createElement('p', {}, `${text.join()} ${String(react.useBillingClient())}`);
  };
  const inReact = (given: BillingSettings) => renderToString(createElement(react.BillingProvider, given, createElement(ReactPage)));

  it('React shows what is loading, and asks for nothing', (t) =>
    assert.match(inReact(settings(t)), /^<billing-provider style="display:contents"><p>loading,,unknown,loading,idle undefined<\/p><\/billing-provider>$/));

  it('React shows initial data, and opens nothing on it', (t) =>
    assert.match(inReact(settings(t, INITIAL)), /<p>ready,PDF export,unknown,loading,idle undefined<\/p>/));

  const VuePage = defineComponent(() => {
    const entitlements = vue.useFeatureEntitlements();
    const others = [vue.useFeature('pdf_export'), vue.useSession(), vue.useTrackUsage()];
    const client = vue.useBillingClient();
    return () => {
      const { status, data } = entitlements.value;
      return h('p', `${[status, data?.[0]?.feature_title, ...others.map(({ value }) => value.status)].join()} ${String(client.value)}`);
    };
  });
  const inVue = (given: BillingSettings) => renderVue(createSSRApp({ render: () => h(vue.BillingProvider, { settings: given }, () => h(VuePage)) }));

  it('Vue shows what is loading, and asks for nothing', async (t) =>
    assert.equal(await inVue(settings(t)), '<billing-provider style="display: contents"><p>loading,,unknown,loading,idle undefined</p></billing-provider>'));

  it('Vue shows initial data, and opens nothing on it', async (t) =>
    assert.match(await inVue(settings(t, INITIAL)), /<p>ready,PDF export,unknown,loading,idle undefined<\/p>/));

  it('Svelte shows what is loading, and asks for nothing', async (t) => {
    const { apiUrl = '', sessionTokenUrl = '' } = settings(t) as ClientOptions;
    Object.assign(globalThis, { scene: { settings: { apiUrl, sessionTokenUrl }, clientsMade: 0 } });
    const { html } = await builtForServer('test/frameworks/svelte/server.ts');
    assert.match(html(), /^(<!--.*?-->)*<billing-provider.*<dd id="session">loading<\/dd> <dd id="pdf">unknown<\/dd>.*<\/billing-provider>/);
    assert.equal(scene.client, undefined);
  });

  it('a hook without a provider says what it needs', () => {
    assert.throws(() => renderToString(createElement(ReactPage)), /needs a <BillingProvider> above it/);
  });
});
