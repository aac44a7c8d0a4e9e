import { spawnSync } from 'node:child_process';
import path from 'node:path';

/** The environment without npm's own variables: under `npm run` they name this package, and another npm would follow them. */
export const outsideNpm = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));

export interface Packed {
  readonly tarball: string;
  /** In bytes, as downloaded. */
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Packs what is built as npm would publish it. */
export function pack(folder: string): Packed {
  const { stdout, stderr, status } = spawnSync('npm', ['pack', '--json', '--pack-destination', folder], {
    encoding: 'utf8',
    env: outsideNpm(),
    maxBuffer: 10_000_000,
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm pack: ${stderr}`);
  const [packed] = JSON.parse(stdout) as readonly (Omit<Packed, 'tarball'> & { readonly filename: string })[];
  if (!packed) throw new Error('npm pack packed nothing');
  return { ...packed, tarball: path.join(folder, packed.filename) };
}
