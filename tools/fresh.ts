import { readdirSync, statSync } from 'node:fs';

/** Whether a built file is missing, or older than any of its sources: files, or folders with all in them. */
export function isStale(built: string, sources: readonly string[]): boolean {
  const builtAt = statSync(built, { throwIfNoEntry: false })?.mtimeMs;
  if (builtAt === undefined) return true;
  const files = sources.flatMap((source) =>
    statSync(source).isDirectory()
      ? readdirSync(source, { recursive: true, encoding: 'utf8' }).map((file) => `${source}/${file}`)
      : source,
  );
  return files.some((file) => statSync(file).mtimeMs > builtAt);
}
