// npm run lint:package: packs the build as npm would publish it, says what is in it, and lets publint and attw look at it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pack, type Packed } from './pack.js';

/** All that may be in it. */
const WANTED = [
  /^dist\/.*\.(js|d\.ts)$/,
  /^dist\/cdn\/.*\.(js\.map|json|html)$/, // what a script tag gets is minified: with maps it can be read
  /^(custom-elements|html-custom-data|web-types|package)\.json$/,
  /^(README\.md|CHANGELOG\.md|LICENSE|llms\.txt|docs\/[\w-]+\.md|docs\/billing\.json)$/,
];

/** ESM only, by decision: attw's complaints about require() do not apply. Neither script tags' files nor JSON have types. */
const UNTYPED = /^\.\/(cdn\/.*|.*\.json)$/;

if (!existsSync('dist/index.js')) {
  console.error('There is no build to look at: npm run build');
  process.exit(1);
}

const folder = mkdtempSync(path.join(tmpdir(), 'billing-elements-package-'));
const packed = pack(folder);
const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, unknown> };
const untyped = Object.keys(exports).filter((entry) => UNTYPED.test(entry));

printContents(packed);
const strangers = packed.files.filter((file) => !WANTED.some((wanted) => wanted.test(file.path)));
for (const stranger of strangers) console.error(`Not to be published: ${stranger.path}`);

const run = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' }).status === 0;
const isSound = [
  strangers.length === 0,
  run('publint', 'run', packed.tarball, '--strict'),
  run('attw', packed.tarball, '--profile', 'esm-only', '--exclude-entrypoints', ...untyped),
].every(Boolean);

rmSync(folder, { recursive: true });
process.exitCode = isSound ? 0 : 1;

/** By folder, two levels deep. */
function printContents({ size, unpackedSize, files }: Packed): void {
  const folders = new Map<string, { files: number; bytes: number }>();
  for (const file of files) {
    const name = file.path.split('/').slice(0, -1).slice(0, 2).join('/') || file.path;
    const sum = folders.get(name) ?? { files: 0, bytes: 0 };
    folders.set(name, { files: sum.files + 1, bytes: sum.bytes + file.size });
  }
  for (const [name, sum] of folders) console.log(`${name.padEnd(26)} ${String(sum.files).padStart(4)} files ${kilobytes(sum.bytes).padStart(10)}`);
  console.log(`Packed: ${files.length} files, ${kilobytes(size)} to download, ${kilobytes(unpackedSize)} on disk\n`);
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
