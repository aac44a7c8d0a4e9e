import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const INSTALL_MS_MAX = 240_000;

/**
 * What the package.json and package-lock.json of this folder name, which would not get on with our own packages: installed
 * in a cache folder named by the lock. Gives that folder; undefined where npm has no way to them, which fails in CI.
 */
export async function installedTools(from: string): Promise<string | undefined> {
  const lock = await readFile(path.join(from, 'package-lock.json'));
  const name = `${path.basename(from)}-${createHash('sha256').update(lock).digest('hex').slice(0, 16)}`;
  const folder = path.resolve('node_modules/.cache', name);
  if (await access(folder).then(() => true, () => false)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) await copyFile(path.join(from, file), path.join(unfinished, file));
  try {
    // Under `npm test`, npm's own variables name our folder: followed, they would have it replace our node_modules.
    const env = Object.fromEntries(Object.entries(process.env).filter(([variable]) => !/^npm_/i.test(variable)));
    await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: unfinished, env, timeout: INSTALL_MS_MAX });
    // Whoever comes second throws its own away: a folder with the final name is always whole.
    await rename(unfinished, folder).catch(() => undefined);
    return folder;
  } catch (error) {
    if (process.env.CI) throw error;
    console.error(`NOT TESTED: ${from} could not be installed from npm.`, (error as { stderr?: string }).stderr ?? error);
    return undefined;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
