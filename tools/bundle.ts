import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { behind } from './vite/behind.js';
import { forBrowsers } from './vite/for-browsers.js';

export interface Bundle {
  /** Bytes a page downloads at once: gzipped, each file by itself. */
  readonly bytes: number;
  /** Files fetched when something asks for them. */
  readonly onDemand: readonly { readonly name: string; readonly bytes: number }[];
  /** The source files in these bytes, relative to the project's folder, with their characters before minifying. */
  readonly modules: ReadonlyMap<string, number>;
}

/** No such file: it is only where relative imports start from. */
const ENTRY = path.resolve('entry.ts');

/** Bundles a module's text for a browser: Lit inside, minified, split at dynamic imports, in no more files than its page needs. */
export async function bundle(code: string, leaveOut?: RegExp): Promise<Bundle> {
  const first = await chunksOf(code, { leaveOut });
  // As in dist/cdn, all that the entry imports is one file, of which the bundler would make many small ones.
  const { atOnce, onDemand } = first.atOnce.length > 1 ? await chunksOf(code, { leaveOut, groups: [behind(ENTRY, 'at-once')] }) : first;
  return {
    bytes: atOnce.reduce((total, chunk) => total + gzipped(chunk), 0),
    onDemand: onDemand.map((chunk) => ({ name: chunk.name, bytes: gzipped(chunk) })),
    modules: new Map(
      atOnce.flatMap(({ modules }) =>
        Object.entries(modules).map(([id, { renderedLength }]) => [path.relative('.', id), renderedLength] as const),
      ),
    ),
  };
}

interface BuildOptions {
  readonly leaveOut: RegExp | undefined;
  readonly groups?: Rolldown.CodeSplittingGroup[];
}

async function chunksOf(code: string, { leaveOut, groups = [] }: BuildOptions): Promise<Record<'atOnce' | 'onDemand', Rolldown.OutputChunk[]>> {
  const [result] = (await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      ...forBrowsers(),
      {
        name: 'entry',
        resolveId: (source) => (source === ENTRY ? ENTRY : undefined),
        load: (id) => (id === ENTRY ? code : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      // An app's own entry: shared code stays in it, and Vite's preload helper, which only its pages need, stays out.
      lib: { entry: ENTRY, formats: ['es'], fileName: 'entry' },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        ...(leaveOut && { external: leaveOut }),
        output: { minify: true, comments: false, ...(groups.length > 0 && { codeSplitting: { groups } }) },
      },
    },
  })) as Rolldown.RolldownOutput[]; // a library: one result per format
  if (!result) throw new Error('nothing was built');
  const chunks = new Map(result.output.filter((it) => it.type === 'chunk').map((chunk) => [chunk.fileName, chunk]));

  const atOnce = new Set<Rolldown.OutputChunk>();
  const take = (chunk: Rolldown.OutputChunk | undefined): void => {
    if (!chunk || atOnce.has(chunk)) return;
    atOnce.add(chunk);
    for (const name of chunk.imports) take(chunks.get(name));
  };
  take([...chunks.values()].find(({ isEntry }) => isEntry));
  return { atOnce: [...atOnce], onDemand: [...chunks.values()].filter((chunk) => !atOnce.has(chunk)) };
}

const gzipped = ({ code }: Rolldown.OutputChunk): number => gzipSync(code, { level: 9 }).length;
