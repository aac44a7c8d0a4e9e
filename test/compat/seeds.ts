import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const FOLDER = path.resolve('../shared/seeds');

/** The documents of the systems we stand in for lie beside this repository, not in it: undefined where they are not. */
export function readSeed(number: string): string[] | undefined {
  if (!existsSync(FOLDER)) return undefined;
  const file = readdirSync(FOLDER).find((name) => name.startsWith(`${number}_`));
  return file === undefined ? undefined : readFileSync(path.join(FOLDER, file), 'utf8').split('\n');
}

/** What a test says when it skips for that reason. */
export const NO_SEEDS = 'the seed documents are not at ../shared/seeds';

/** The lines from the first `begin` after `heading` to the next `end`, both included. */
export function block(lines: readonly string[], heading: string, begin: string, end: string): string {
  const from = lines.indexOf(begin, lines.indexOf(heading));
  const to = lines.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`the seed has no block ${begin} … ${end} after "${heading}"`);
  return lines.slice(from, to + 1).join('\n');
}

/** The absolute address of one of our modules, to stand in an import line. */
export const ours = (module: string): string => pathToFileURL(path.resolve('src', module)).href;

/** Runs TypeScript as a module and gives its exports; `tsx` where it holds JSX. */
export async function runModule(source: string, kind: 'ts' | 'tsx' = 'ts'): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'seed-'));
  try {
    await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
    const file = path.join(folder, `example.${kind}`);
    await writeFile(file, source);
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const dense = (text: string): string => text.replace(/\s+/g, '');

/** An example whose line breaks the seed has lost and we restored: nothing else may differ, where the seed is at hand. */
export function restored(number: string, example: string): string {
  const seed = readSeed(number);
  if (seed && !dense(seed.join('')).includes(dense(example))) throw new Error(`seed ${number} does not say: ${example}`);
  return example;
}
