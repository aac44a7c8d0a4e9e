import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import type * as Ssr from '../../src/ssr.js';
import { minifiedTemplates } from '../../tools/vite/minify-templates.js';

/**
 * The server's part as it ships. Its templates are made smaller as those of the browser's part are: what a server draws
 * is taken over only where both have the same.
 */
export async function builtSsr(): Promise<{ ssr: typeof Ssr; remove: () => Promise<void> }> {
  // Inside the project, so that it finds its packages.
  const folder = path.resolve(`node_modules/.billing-ssr-${process.pid}`);
  await mkdir(folder, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [minifiedTemplates()],
    build: {
      target: 'es2022',
      outDir: folder,
      minify: false,
      lib: { entry: { ssr: 'src/ssr.ts' }, formats: ['es'] },
      rolldownOptions: { external: /^(lit|@lit|@lit-labs)(\/|$)/, checks: { ineffectiveDynamicImport: false } },
    },
  });
  const ssr = (await import(pathToFileURL(path.join(folder, 'ssr.js')).href)) as typeof Ssr;
  return { ssr, remove: () => rm(folder, { recursive: true }) };
}
