import path from 'node:path';
import { build, type Alias, type PluginOption, type Rolldown } from 'vite';
import { PACKAGE_ALIAS } from '../../tools/package-alias.js';

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
    resolve: { alias: [...alias, ...PACKAGE_ALIAS], conditions: ['browser', 'module', 'development'] },
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
