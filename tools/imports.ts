import path from 'node:path';
import { Visitor, parseSync } from 'vite';

/** A layer of src/: a folder, or the name of a single file; all files for frameworks are adapters. */
type Layer =
  | 'contract' | 'core' | 'elements' | 'locales' | 'adapter' | 'server' | 'api' | 'compat' | 'index' | 'cli' | 'shared';

/** What browsers and servers have in common. */
const SHARED: readonly string[] = ['version', 'countries', 'language-tags'];

/** What a layer may import at run time, beside itself and what all share. Imports point one way. */
const MAY_IMPORT: Readonly<Record<Layer, readonly Layer[]>> = {
  shared: [],
  contract: [],
  core: [],
  locales: [],
  elements: ['core', 'locales'],
  adapter: ['core', 'elements', 'locales'],
  index: ['core', 'elements', 'locales'],
  server: ['contract', 'core'],
  api: ['contract'],
  compat: ['core', 'server', 'elements', 'adapter'],
  cli: ['api', 'server', 'contract'],
};

/** What it may also import for its types alone, which costs a page nothing. */
const MAY_IMPORT_TYPES: Readonly<Partial<Record<Layer, readonly Layer[]>>> = {
  core: ['contract'],
  elements: ['contract'],
  adapter: ['contract'],
  index: ['contract'],
  compat: ['contract'],
  locales: ['core', 'contract'],
};

/** Which layers may import a package. One that is not listed may only be imported by adapters and compat. */
const PACKAGES: readonly { readonly name: RegExp; readonly layers: readonly Layer[] }[] = [
  { name: /^(lit|@lit\/context)(\/|$)/, layers: ['elements', 'adapter'] },
  { name: /^zod\/mini$/, layers: ['contract', 'server', 'api'] },
  { name: /^(hono|@hono\/node-server|kysely|pg|@electric-sql\/pglite)(\/|$)/, layers: ['api', 'cli'] },
];

/** A framework or a server's renderer is an optional peer of its own adapter: no other file may import it. */
const FRAMEWORKS: readonly { readonly name: RegExp; readonly files: RegExp }[] = [
  { name: /^(react|@lit\/react)(\/|$)/, files: /^(react\.ts|compat\/[\w-]+-react\.ts|generated\/(jsx\.ts|react\/))/ },
  { name: /^vue(\/|$)/, files: /^(generated\/)?vue\.ts$/ },
  { name: /^svelte(\/|$)/, files: /^(generated\/)?svelte\.ts$/ },
  { name: /^@lit-labs\/ssr(\/|$)/, files: /^ssr\.ts$/ },
  { name: /^@lit-labs\/ssr-client(\/|$)/, files: /^hydrate\.ts$/ },
];

/** Files that are for Node: everything else runs wherever there is `fetch`. */
const NODE_FILES = /^(cli\.ts|api\/(.*\/)?node(-[\w-]+)?\.ts)$/;

/** The only file of the core that imports the contract's schemas. It is loaded on demand. */
const STRICT_MODE = 'core/strict.ts';

export interface Import {
  readonly source: string;
  /** The names an `import { … }` takes at run time. */
  readonly names: readonly string[];
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
}

/** What is wrong with the imports of one file; `file` is relative to src/. */
export function checkImports(file: string, code: string): string[] {
  return importsOf(code).flatMap((it) => problemWith(file, it) ?? []).map((problem) => `src/${file}: ${problem}`);
}

function problemWith(file: string, { source, typeOnly, dynamic }: Import): string | undefined {
  const from = layerOf(file);
  if (source.startsWith('node:')) {
    return typeOnly || NODE_FILES.test(file) ? undefined : `imports ${source}, but is no Node entry file`;
  }
  if (!source.startsWith('.')) {
    const framework = FRAMEWORKS.find(({ name }) => name.test(source));
    if (framework) return framework.files.test(file) ? undefined : `imports ${source}, but is no adapter of it`;
    const rule = PACKAGES.find(({ name }) => name.test(source));
    if (typeOnly && !rule) return undefined;
    const allowed = rule ? rule.layers.includes(from) || (typeOnly && from === 'core') : from === 'adapter' || from === 'compat';
    return allowed ? undefined : `${from} may not import ${source}`;
  }
  // Data are in no layer: the demo's catalog is in docs/, where people look for an example.
  if (source.endsWith('.json')) return undefined;
  const target = path.posix.join(path.posix.dirname(file), source).replace(/\.js$/, '.ts');
  const to = layerOf(target);
  if (to === from || to === 'shared' || MAY_IMPORT[from].includes(to)) {
    const strict = target === STRICT_MODE && !typeOnly && !dynamic;
    return strict ? `imports ${source}, which must be loaded on demand` : undefined;
  }
  if (typeOnly && MAY_IMPORT_TYPES[from]?.includes(to)) return undefined;
  if (file === STRICT_MODE && to === 'contract') return undefined;
  const onlyTypes = MAY_IMPORT_TYPES[from]?.includes(to) ? ' at run time, only its types' : '';
  return `${from} may not import ${to}${onlyTypes} (${source})`;
}

function layerOf(file: string): Layer {
  const folder = /^([\w-]+)\//.exec(file)?.[1];
  if (folder === 'views' || folder === 'generated' || folder === 'cdn') return 'adapter';
  if (folder) return folder in MAY_IMPORT ? (folder as Layer) : fail(file);
  const name = file.replace(/\.ts$/, '');
  if (SHARED.includes(name)) return 'shared';
  if (name === 'index' || name === 'cli') return name;
  return 'adapter';
}

function fail(file: string): never {
  throw new Error(`src/${file} is in no layer that tools/imports.ts knows: add its folder there`);
}

export function importsOf(code: string): Import[] {
  const found: Import[] = [];
  new Visitor({
    ImportDeclaration({ source, importKind, specifiers }) {
      const typeOnly =
        importKind === 'type' ||
        (specifiers.length > 0 && specifiers.every((it) => it.type === 'ImportSpecifier' && it.importKind === 'type'));
      const names = specifiers.flatMap((it) =>
        it.type === 'ImportSpecifier' && it.importKind !== 'type' && it.imported.type === 'Identifier' ? it.imported.name : [],
      );
      found.push({ source: source.value, names, typeOnly, dynamic: false });
    },
    ExportNamedDeclaration({ source, exportKind, specifiers }) {
      if (!source) return;
      const typeOnly = exportKind === 'type' || (specifiers.length > 0 && specifiers.every((it) => it.exportKind === 'type'));
      found.push({ source: source.value, names: [], typeOnly, dynamic: false });
    },
    ExportAllDeclaration({ source, exportKind }) {
      found.push({ source: source.value, names: [], typeOnly: exportKind === 'type', dynamic: false });
    },
    ImportExpression({ source }) {
      if (source.type === 'Literal' && typeof source.value === 'string') {
        found.push({ source: source.value, names: [], typeOnly: false, dynamic: true });
      }
    },
  }).visit(parseSync('module.ts', code).program);
  return found;
}
