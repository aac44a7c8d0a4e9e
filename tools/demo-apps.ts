// The demo's apps, built as their developers would, into demo/built/: those of React, Vue and Svelte. The others need no build.
import path from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { build, type PluginOption } from 'vite';
import { PACKAGE_ALIAS } from './package-alias.js';

const PLUGINS: Readonly<Record<string, () => PluginOption>> = {
  react: () => [],
  vue: () => vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.includes('-') } } }),
  svelte: () => svelte({ configFile: false }),
};

export const BUILT_APPS = 'demo/built';

export async function buildDemoApps(outDir = BUILT_APPS): Promise<void> {
  for (const [name, plugins] of Object.entries(PLUGINS)) {
    await build({
      configFile: false,
      logLevel: 'error',
      root: `demo/apps/${name}`,
      base: './',
      plugins: [plugins()],
      resolve: { alias: [...PACKAGE_ALIAS] },
      build: { outDir: path.resolve(outDir, name), emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
    });
  }
}
