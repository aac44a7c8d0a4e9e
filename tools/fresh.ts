import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { buildCdn } from './cdn.js';
import { outsideNpm } from './pack.js';

/** Both are written last: what was built half is not taken for fresh. */
const KIT_BUILT = 'dist/cdn/script-tags.html';
const PACKAGE_BUILT = 'dist/index.d.ts';

const KIT_SOURCES = ['src', 'tools/cdn.ts', 'tools/vite', 'package.json', 'package-lock.json'];
const PACKAGE_SOURCES = [...KIT_SOURCES, 'vite.config.ts', 'tsconfig.build.json'];

/**
 * Builds dist/cdn, if it is older than its sources.
 *
 * @param begin called before, since it takes some ten seconds
 */
export async function freshKit(begin: () => void = () => {}): Promise<void> {
  if (!isStale(KIT_BUILT, KIT_SOURCES)) return;
  begin();
  await buildCdn();
}

/** Builds all of dist, if it is older than its sources. */
export function freshPackage(): void {
  if (!isStale(PACKAGE_BUILT, PACKAGE_SOURCES)) return;
  const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', 'build'], { encoding: 'utf8', env: outsideNpm() });
  if (status !== 0) throw new Error(`npm run build: ${stdout}${stderr}`);
}

/** Whether a built file is missing, or older than any of its sources: files, or folders with all in them. */
function isStale(built: string, sources: readonly string[]): boolean {
  const builtAt = statSync(built, { throwIfNoEntry: false })?.mtimeMs;
  if (builtAt === undefined) return true;
  const files = sources.flatMap((source) =>
    statSync(source).isDirectory()
      ? readdirSync(source, { recursive: true, encoding: 'utf8' }).map((file) => `${source}/${file}`)
      : source,
  );
  return files.some((file) => statSync(file).mtimeMs > builtAt);
}
