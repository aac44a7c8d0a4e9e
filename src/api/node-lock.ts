import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

const FILE = 'billing-elements.lock';

/** The process that holds a folder. A pid alone is not enough: after a crash the system gives it to another process. */
interface Holder {
  readonly pid: number;
  /** When that process began; empty if the system does not tell. */
  readonly startedAt: string;
  readonly token: string;
}

export class FolderInUseError extends Error {
  readonly code = 'folder_in_use';
}

/**
 * Takes a folder for this process alone: the embedded database does not lock its own, and two on one folder destroy it.
 * The lock of a process that is gone is taken over. Returns the release.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, FILE);
  const mine: Holder = { pid: process.pid, startedAt: (await look(process.pid)).startedAt, token: randomUUID() };

  for (let attempt = 0; attempt < 5; attempt += 1) {
    if ((await create(path, mine)) && (await isStillMine(path, mine))) return () => release(path, mine.token);
    const holder = await read(path);
    if (holder && (await isAlive(holder))) {
      throw new FolderInUseError(
        `${folder} is in use by process ${holder.pid}. Stop that one, or give this one a folder or DATABASE_URL of its own.`,
      );
    }
    await removeStale(path, holder?.token);
  }
  throw new FolderInUseError(`${folder} is being taken by another process just now.`);
}

/** True for the one process that makes the file: `wx` fails where it exists, in one step of the file system. */
async function create(path: string, holder: Holder): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(JSON.stringify(holder));
    await file.sync();
    await file.close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function read(path: string): Promise<Holder | undefined> {
  // A holder that has just made the file may not have written it yet.
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      return JSON.parse(await readFile(path, 'utf8')) as Holder;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  return undefined;
}

/**
 * Moves the dead holder's file aside before deleting it. Of two processes that both saw it dead the slower one moves the
 * lock that the faster has taken since: it gives that one back.
 */
async function removeStale(path: string, token: string | undefined): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
    const moved = await read(aside);
    if (moved && moved.token !== token) await link(aside, path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
  }
  await rm(aside, { force: true });
}

/** Longer than a slower process needs between seeing a dead lock and moving it. */
const SETTLE_MS = 50;

async function isStillMine(path: string, { token }: Holder): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return (await read(path))?.token === token;
}

async function release(path: string, token: string): Promise<void> {
  if ((await read(path))?.token === token) await rm(path, { force: true });
}

async function isAlive({ pid, startedAt }: Holder): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
  }
  const seen = await look(pid);
  if (seen.ended) return false;
  return seen.startedAt === '' || startedAt === '' || seen.startedAt === startedAt;
}

interface Seen {
  /** In the kernel's ticks since boot; empty if unknown. */
  readonly startedAt: string;
  /** A zombie: it holds no file any more, and only waits for its parent to ask how it ended. */
  readonly ended: boolean;
}

/** What the kernel tells of a process (Linux; elsewhere nothing). */
async function look(pid: number): Promise<Seen> {
  try {
    const [boot, stat] = await Promise.all([readFile('/proc/sys/kernel/random/boot_id', 'utf8'), readFile(`/proc/${pid}/stat`, 'utf8')]);
    // proc_pid_stat(5), from its third field on: the second is a name, which may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, threads, startTicks] = [fields[0], fields[17], fields[19]];
    // A zombie of several threads is one whose others are still ending, and may be writing.
    return { startedAt: `${boot.trim()} ${startTicks ?? ''}`, ended: state === 'Z' && Number(threads) <= 1 };
  } catch {
    return { startedAt: '', ended: false };
  }
}

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined);
