import { execFile, spawn } from 'node:child_process';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.js';

const run = promisify(execFile);

/** Without fsync a crash of the machine loses data, which does not matter here; what a killed process has written is kept. */
const SETTINGS = ['fsync=off', 'max_connections=200'];

export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The folder of the server's programs: where Debian and Homebrew put the newest version, or empty if they are on the PATH. */
async function findBinaries(): Promise<string | undefined> {
  if (process.env.POSTGRES_BIN) return process.env.POSTGRES_BIN;
  for (const root of ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt']) {
    const versions = (await readdir(root).catch(() => [])).filter((name) => /^(postgresql@)?\d+$/.test(name));
    const [newest] = versions.toSorted((one, other) => versionOf(other) - versionOf(one));
    if (newest) return join(root, newest, 'bin');
  }
  return run('postgres', ['--version']).then(() => '', () => undefined);
}

const versionOf = (name: string): number => Number(name.replace('postgresql@', ''));

/** The server refuses to run as root. It then runs as Debian's `postgres`, or else as `nobody`. */
async function unprivileged(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const { stdout } = await run('id', ['-u', 'postgres']).catch(() => ({ stdout: '65534' }));
  const id = Number(stdout);
  return { uid: id, gid: id === 65534 ? 65534 : Number((await run('id', ['-g', 'postgres'])).stdout) };
}

/** Starts a Postgres of its own in a temporary folder; undefined if none is installed. */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const bin = await findBinaries();
  if (bin === undefined) return undefined;
  const who = await unprivileged();
  const folder = await mkdtemp(join(tmpdir(), 'billing-pg-'));
  if (who.uid !== undefined) await chown(folder, who.uid, who.gid ?? who.uid);
  const data = join(folder, 'data');
  await run(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '--encoding=UTF8', '--no-sync'], { ...who, cwd: folder });

  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', ...SETTINGS].flatMap((setting) => ['-c', setting]);
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-k', folder, ...settings], { ...who, cwd: folder, stdio: 'ignore' });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  for (let attempt = 0; ; attempt += 1) {
    const ready = await run(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]).then(() => true, () => false);
    if (ready) break;
    if (attempt > 100 || server.exitCode !== null) throw new Error('Postgres did not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
