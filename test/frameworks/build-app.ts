import path from 'node:path';
import { build, type Alias, type PluginOption, type Rolldown } from 'vite';

/** Imports of the package by its name are of these sources. */
const OURS: readonly Alias[] = [
  { find: /^billing-elements\/react\/(.*)\.js$/, replacement: path.resolve('src/generated/react/$1.ts') },
  { find: /^billing-elements\/(.*?)(\.js)?$/, replacement: path.resolve('src/$1.ts') },
];

interface AppOptions {
  readonly alias?: readonly Alias[] | undefined;
  readonly plugins?: PluginOption[];
}

/**
 * Builds an app as its developers would, in development: React's StrictMode does nothing elsewhere. Gives its files by
 * name; the first to load is `main.js`.
 */
export async function buildApp(entry: string, { alias = [], plugins = [] }: AppOptions = {}): Promise<Map<string, string>> {
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    resolve: { alias: [...alias, ...OURS], conditions: ['browser', 'module', 'development'] },
    plugins,
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      rolldownOptions: { input: path.resolve(entry), output: { entryFileNames: 'main.js' } },
    },
  })) as Rolldown.RolldownOutput; // one build, one output
  return new Map(output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code] as const] : [])));
}
