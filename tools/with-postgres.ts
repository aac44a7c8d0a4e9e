// tsx tools/with-postgres.ts COMMAND…: runs a command beside a Postgres of its own, named by TEST_DATABASE_URL, and takes
// it away again. Needs the server's programs (Debian: postgresql), which refuse to run as root: then user postgres runs them.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.js';

const DEBIAN_VERSIONS = '/usr/lib/postgresql';
const isRoot = process.getuid?.() === 0;
const [command, ...args] = process.argv.slice(2);
if (command === undefined) throw new Error('Which command?');

const programs = findPrograms();
const folder = mkdtempSync(path.join(tmpdir(), 'billing-postgres-'));
if (isRoot) chownSync(folder, idOfPostgres('-u'), idOfPostgres('-g'));
const data = path.join(folder, 'data');
const port = await freePort();

postgres('initdb', '--pgdata', data, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--no-sync');
// What is lost when the machine itself dies does not matter here; what a killed process leaves does, and holds without fsync.
const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off -c max_connections=200`;
postgres('pg_ctl', '--pgdata', data, '--wait', '--log', path.join(folder, 'log'), '--options', settings, 'start');

const child = spawn(command, args, {
  stdio: 'inherit',
  env: { ...process.env, TEST_DATABASE_URL: `postgres://postgres@127.0.0.1:${port}/postgres` },
});
child.once('close', (status) => {
  postgres('pg_ctl', '--pgdata', data, '--mode=immediate', 'stop');
  rmSync(folder, { recursive: true });
  process.exitCode = status ?? 1;
});

function findPrograms(): string {
  const versions = existsSync(DEBIAN_VERSIONS) ? readdirSync(DEBIAN_VERSIONS).sort((one, other) => Number(other) - Number(one)) : [];
  const newest = versions.map((version) => path.join(DEBIAN_VERSIONS, version, 'bin')).find((bin) => existsSync(path.join(bin, 'initdb')));
  return newest ?? ''; // elsewhere they are on the PATH
}

function idOfPostgres(option: string): number {
  const { status, stdout } = spawnSync('id', [option, 'postgres'], { encoding: 'utf8' });
  if (status !== 0) throw new Error('There is no user postgres: apt-get install postgresql');
  return Number(stdout);
}

function postgres(program: string, ...options: string[]): void {
  const line = [path.join(programs, program), ...options];
  const [file = '', ...rest] = isRoot ? ['runuser', '-u', 'postgres', '--', ...line] : line;
  const { status, error, stderr } = spawnSync(file, rest, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed (apt-get install postgresql?)\n${stderr ?? ''}`, { cause: error });
}
