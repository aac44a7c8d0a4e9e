import { execFile, type ExecFileException } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freshPackage } from '../../tools/fresh.js';
import { outsideNpm, pack } from '../../tools/pack.js';

/** The optional peers: what a project has that uses everything. They are this repository's own. */
const PEERS = ['react', 'react-dom', '@lit/react', 'vue', 'svelte', '@lit-labs/ssr', '@lit-labs/ssr-client', 'hono', '@hono/node-server', 'kysely', '@electric-sql/pglite'];

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder in which someone has installed the package. */
export interface Project {
  readonly folder: string;
  /** The package as it was installed. */
  readonly installed: string;
  /** Runs `npx billing-elements …`, as npm has linked it. */
  command(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ran>;
  /** Runs a module in it. */
  node(code: string, env?: NodeJS.ProcessEnv): Promise<Ran>;
}

export interface Projects {
  /** Nothing but the package and what it needs. */
  readonly plain: Project;
  /** Every optional peer as well. */
  readonly full: Project;
  remove(): Promise<void>;
}

/** Puts this repository's own copies of packages into a project. */
export async function linkPackages(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const link = path.join(folder, 'node_modules', name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.resolve('node_modules', name), link, 'junction');
  }
}

/** Packs a fresh build and installs the tarball. */
export async function installTarball(): Promise<Projects> {
  freshPackage();
  const folder = await mkdtemp(path.join(tmpdir(), 'billing-tarball-'));
  const { tarball } = pack(folder);

  const plain = await project(path.join(folder, 'plain'));
  succeeded(await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', tarball], plain.folder));

  await cp(plain.folder, path.join(folder, 'full'), { recursive: true, verbatimSymlinks: true });
  const full = await project(path.join(folder, 'full'));
  await linkPackages(full.folder, PEERS);
  return { plain, full, remove: () => rm(folder, { recursive: true, force: true }) };
}

function succeeded({ status, stdout, stderr }: Ran): void {
  if (status !== 0) throw new Error(stdout + stderr);
}

async function project(folder: string): Promise<Project> {
  await mkdir(folder, { recursive: true });
  const manifest = path.join(folder, 'package.json');
  await readFile(manifest).catch(() => writeFile(manifest, JSON.stringify({ name: 'somebody', private: true, type: 'module' })));
  return {
    folder,
    installed: path.join(folder, 'node_modules/billing-elements'),
    command: (args, env) => run(path.join(folder, 'node_modules/.bin/billing-elements'), args, folder, env),
    node: (code, env) => run(process.execPath, ['--input-type=module', '--eval', code], folder, env),
  };
}

function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}, timeout = 60_000): Promise<Ran> {
  return new Promise((resolve) =>
    execFile(command, args, { cwd, env: { ...outsideNpm(), ...env }, timeout, maxBuffer: 10_000_000 }, (error: ExecFileException | null, stdout, stderr) =>
      resolve({ status: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    ),
  );
}
