// Part of npm run build: what a script tag gets, in dist/cdn/, with the hash of each of its files.
import { createHash } from 'node:crypto';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Rolldown } from 'vite';
import { behind } from './vite/behind.js';
import { forBrowsers } from './vite/for-browsers.js';

/** By file, relative to the folder: the `integrity` for a script tag or import map. */
export type Integrity = Readonly<Record<string, string>>;

/**
 * What at least this many of the autoloader's files need is in one file for all of them. With fewer that file grows for pages
 * with one element, with more there are too many files (measured: 8 is the knee).
 */
const BASE_SHARE = 8;

/**
 * Two ways in: `billing-elements.js` has all elements in it, `autoloader.js` fetches those that are on the page. `core.js` (the
 * headless core) and `words.js` (which replaces texts) share the autoloader's files. What is loaded on demand is beside them
 * under names that stay, and `integrity.json` has the hashes.
 */
export async function buildCdn(outDir = 'dist/cdn'): Promise<Integrity> {
  await rm(outDir, { recursive: true, force: true });
  await bundle(outDir, { 'billing-elements': 'src/index.ts' }, {
    // Beside the entry, not in it: what is loaded on demand imports it too, and behind a redirect or a `?v=` the entry
    // would be loaded a second time, under its other address.
    codeSplitting: { groups: [behind(path.resolve('src/index.ts'), 'elements')] },
    chunkFileNames: inFolder('', ''),
  });
  await bundle(outDir, { autoloader: 'src/cdn/autoloader.ts', core: 'src/core/index.ts', words: 'src/cdn/words.ts' }, {
    codeSplitting: { groups: [{ name: 'base', minShareCount: BASE_SHARE }] },
    chunkFileNames: inFolder('auto/', 'auto/parts/'),
  });
  const files = await hashes(outDir);
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  await writeFile(path.join(outDir, 'integrity.json'), `${JSON.stringify({ version, files }, null, 2)}\n`);
  await writeFile(path.join(outDir, 'script-tags.html'), scriptTags(`https://unpkg.com/billing-elements@${version}/dist/cdn/`, files));
  return files;
}

/** An element's file is named by its tag, a part of several elements by its own name. Both builds share the languages' files. */
const inFolder =
  (elements: string, parts: string) =>
  ({ facadeModuleId, name }: Rolldown.PreRenderedChunk): string => {
    const [, kind] = /\/src\/(locales|elements)\/[\w-]+\.ts$/.exec(facadeModuleId ?? '') ?? [];
    return `${kind === 'locales' ? 'locales/' : kind === 'elements' ? elements : parts}${name}.js`;
  };

/** Minified, in as few modules as possible. */
async function bundle(outDir: string, entry: Record<string, string>, output: Rolldown.OutputOptions): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: forBrowsers(),
    build: {
      target: 'es2022',
      outDir,
      emptyOutDir: false,
      sourcemap: true,
      modulePreload: false,
      lib: { entry, formats: ['es'] },
      rolldownOptions: {
        checks: { pluginTimings: false }, // terser takes its time
        // Library mode keeps white space in ES modules unless told here.
        output: { minify: true, comments: { legal: true, annotation: false }, entryFileNames: '[name].js', ...output },
      },
    },
  });
}

async function hashes(folder: string): Promise<Integrity> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.js')).sort();
  const entries = files.map(async (file) => {
    const digest = createHash('sha384').update(await readFile(path.join(folder, file))).digest('base64');
    return [file.replaceAll('\\', '/'), `sha384-${digest}`] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * For pasting. A script tag's own `integrity` covers only its file. The import map covers what that imports, and has to come
 * before any module.
 */
export function scriptTags(base: string, files: Integrity): string {
  const map = { integrity: Object.fromEntries(Object.entries(files).map(([file, hash]) => [base + file, hash])) };
  const tag = (file: string): string =>
    `<script type="module" src="${base}${file}" integrity="${files[file]}" crossorigin="anonymous"></script>`;
  return `<script type="importmap">${JSON.stringify(map)}</script>
<!-- All elements in one file: -->
${tag('billing-elements.js')}
<!-- or only those that stand on the page: -->
${tag('autoloader.js')}
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const [file, hash] of Object.entries(await buildCdn())) console.log(`${file.padEnd(30)} ${hash}`);
}
