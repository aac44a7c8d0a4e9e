// tsx tools/with-postgres.ts COMMAND…: runs a command with a Postgres of its own, named by TEST_DATABASE_URL, which ends with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startPostgres } from './postgres.js';

const [command, ...args] = process.argv.slice(2);
if (command === undefined) throw new Error('Which command?');

const postgres = await startPostgres();
if (!postgres) throw new Error('No Postgres is installed: apt-get install postgresql');

const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, TEST_DATABASE_URL: postgres.url } });
const [status] = (await once(child, 'close')) as [number | null];
await postgres.stop();
process.exitCode = status ?? 1;
