import { chmodSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { minifiedTemplates } from './tools/vite/minify-templates.js';
import { plainProperties } from './tools/vite/plain-properties.js';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};

/** The package, one module per source file; what a script tag gets is built by tools/cdn.ts. */
export default defineConfig(library());

/** Modules stay apart, so that all entries share one `errors.js` and a page ships only what it imports. */
function library(): UserConfig {
  const packages = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  return {
    plugins: [minifiedTemplates(), plainProperties(), executable('cli.js')],
    build: {
      target: 'es2022',
      minify: false, // so that it can be read, and needs no source maps
      lib: { entry: entries(), formats: ['es'] },
      rolldownOptions: {
        checks: { moduleLevelDirective: false }, // 'use client' stays first where modules stay apart
        external: [/^node:/, ...packages.map((name) => new RegExp(`^${name}(/|$)`))],
        output: { preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
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
    ...inFolder('src/generated/react'),
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
