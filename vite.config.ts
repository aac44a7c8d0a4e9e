import { chmodSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { minifiedTemplates } from './tools/vite/minify-templates.js';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};

/** `vite build`: the package, one module per source file. `vite build --mode cdn`: the file for a script tag. */
export default defineConfig(({ mode }) => (mode === 'cdn' ? scriptTag() : library()));

/** Modules stay apart, so that all entries share one `errors.js` and a page ships only what it imports. */
function library(): UserConfig {
  const packages = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  return {
    plugins: [minifiedTemplates(), executable('cli.js')],
    build: {
      target: 'es2022',
      minify: false,
      sourcemap: true,
      lib: { entry: entries(), formats: ['es'] },
      rolldownOptions: {
        external: [/^node:/, ...packages.map((name) => new RegExp(`^${name}(/|$)`))],
        output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
      },
    },
  };
}

/** Everything in one module, except what is loaded on demand: that lies beside it under a name that stays. */
function scriptTag(): UserConfig {
  return {
    plugins: [minifiedTemplates()],
    build: {
      target: 'es2022',
      outDir: 'dist/cdn',
      sourcemap: true,
      modulePreload: false,
      lib: { entry: { 'billing-elements': 'src/index.ts' }, formats: ['es'] },
      rolldownOptions: {
        output: {
          // Library mode keeps white space in ES modules unless told here.
          minify: true,
          comments: { legal: true },
          entryFileNames: '[name].js',
          // One file for what the entry shares with those loaded on demand. None of them may import the entry itself:
          // behind a redirect or a `?v=` it would be loaded a second time, under its other address.
          codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] },
          chunkFileNames: ({ facadeModuleId, name }) =>
            `${facadeModuleId?.includes('/src/locales/') ? 'locales/' : ''}${name}.js`,
        },
      },
    },
  };
}

/** Whatever package.json exports: each public source file. */
function entries(): Record<string, string> {
  const inFolder = (folder: string) =>
    existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.ts')).map((file) => `${folder}/${file}`) : [];
  const files = [
    ...inFolder('src'),
    ...inFolder('src/elements'),
    ...inFolder('src/locales'),
    ...inFolder('src/api').filter((file) => /\/(index|node)\.ts$/.test(file)),
    ...['contract', 'core', 'server'].map((folder) => `src/${folder}/index.ts`).filter((file) => existsSync(file)),
    ...inFolder('src/compat'),
  ];
  return Object.fromEntries(files.map((file) => [file.slice('src/'.length, -'.ts'.length), file]));
}

function executable(file: string): Plugin {
  return {
    name: 'executable',
    writeBundle({ dir }) {
      const target = path.join(dir ?? '', file);
      if (existsSync(target)) chmodSync(target, 0o755);
    },
  };
}
