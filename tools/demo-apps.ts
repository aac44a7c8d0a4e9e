// The demo's apps, built as their developers would, into demo/built/: those of React, Vue and Svelte, and the pages that
// the server draws. The one from a script tag needs no build.
import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { build, type Alias, type PluginOption } from 'vite';
import { PACKAGE_ALIAS } from './package-alias.js';
import { minifiedTemplates } from './vite/minify-templates.js';

const PLUGINS: Readonly<Record<string, () => PluginOption>> = {
  react: () => [],
  vue: () => vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.includes('-') } } }),
  svelte: () => svelte({ configFile: false }),
};

const BUILT_APPS = 'demo/built';

interface Sources {
  /** Where the apps lie. */
  readonly from?: string;
  /** What their imports of the package are: these sources, or with none what is installed there. */
  readonly alias?: readonly Alias[];
}

export async function buildDemoApps(outDir = BUILT_APPS): Promise<void> {
  await buildBrowserApps(outDir);
  await buildServerPages(outDir);
}

export async function buildBrowserApps(outDir: string, { from = 'demo/apps', alias = PACKAGE_ALIAS }: Sources = {}): Promise<void> {
  for (const [name, plugins] of Object.entries(PLUGINS)) {
    await build({
      configFile: false,
      logLevel: 'error',
      root: path.join(from, name),
      base: './',
      plugins: [plugins()],
      resolve: { alias: [...alias] },
      build: { outDir: path.resolve(outDir, name), emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
    });
  }
}

async function buildServerPages(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    // What a server draws is taken over where the browser's templates are the same to the letter: those of dist are small.
    plugins: [minifiedTemplates()],
    resolve: { alias: [...PACKAGE_ALIAS] },
    build: {
      outDir: path.resolve(outDir, 'server'),
      target: 'es2022',
      minify: false,
      lib: { entry: { page: 'demo/apps/server/page.ts' }, formats: ['es'] },
      rolldownOptions: { external: /^(lit|@lit|@lit-labs)(\/|$)/, checks: { ineffectiveDynamicImport: false } },
    },
  });
}
