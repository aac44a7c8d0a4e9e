import { execFile, spawn } from 'node:child_process';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Where Debian and Homebrew put the server's programs; the newest version first. */
async function findBinaries(): Promise<string | undefined> {
  if (process.env.POSTGRES_BIN) return process.env.POSTGRES_BIN;
  for (const root of ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt']) {
    const versions = (await readdir(root).catch(() => [])).filter((name) => /^(postgresql@)?\d+$/.test(name)).toSorted().toReversed();
    if (versions[0]) return join(root, versions[0], 'bin');
  }
  return undefined;
}

/** The server refuses to run as root: then it runs as Debian's `postgres`, else as `nobody`. */
async function unprivileged(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const { stdout } = await run('id', ['-u', 'postgres']).catch(() => ({ stdout: '65534' }));
  const id = Number(stdout);
  return { uid: id, gid: id === 65534 ? 65534 : Number((await run('id', ['-g', 'postgres'])).stdout) };
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** A Postgres of its own in a temporary folder; undefined where none is installed. */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const bin = await findBinaries();
  if (!bin) return undefined;
  const who = await unprivileged();
  const folder = await mkdtemp(join(tmpdir(), 'billing-pg-'));
  if (who.uid !== undefined) await chown(folder, who.uid, who.gid ?? who.uid);
  const data = join(folder, 'data');
  await run(join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync'], { ...who, cwd: folder });

  const port = await freePort();
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=60'], { ...who, cwd: folder, stdio: 'ignore' });
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
