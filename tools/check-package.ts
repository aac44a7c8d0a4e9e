// npm run lint:package: packs the build as npm would publish it, and lets publint and attw look at the result.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

if (!existsSync('dist/index.js')) {
  console.error('There is no build to look at: npm run build');
  process.exit(1);
}

const folder = mkdtempSync(path.join(tmpdir(), 'billing-elements-package-'));
const packed = spawnSync('npm', ['pack', '--silent', '--pack-destination', folder], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
  shell: process.platform === 'win32',
});
const tarball = path.join(folder, packed.stdout.trim());

const run = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' }).status === 0;

// ESM only, by decision: attw's complaints about require() do not apply. Neither script tags' files nor JSON have types.
const UNTYPED = ['cdn/billing-elements.js', 'cdn/autoloader.js', 'cdn/core.js', 'cdn/integrity.json', 'custom-elements.json', 'html-custom-data.json', 'web-types.json'];
const isSound = [
  packed.status === 0,
  run('publint', 'run', tarball, '--strict'),
  run('attw', tarball, '--profile', 'esm-only', '--exclude-entrypoints', ...UNTYPED.map((file) => `./${file}`)),
].every(Boolean);

rmSync(folder, { recursive: true });
process.exitCode = isSound ? 0 : 1;
