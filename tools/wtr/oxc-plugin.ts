import { existsSync } from 'node:fs';
import path from 'node:path';
import type { TestRunnerPlugin } from '@web/test-runner-core';
import { transformWithOxc } from 'vite';

/** Serves TypeScript through the compiler that Vite builds with, so that the tests run what the build ships. */
export function oxcPlugin(): TestRunnerPlugin {
  let root = process.cwd();
  const fileOf = (url: string) => path.join(root, decodeURIComponent(url.split('?')[0] ?? ''));

  return {
    name: 'oxc',
    serverStart({ config }) {
      root = config.rootDir;
    },
    resolveMimeType: ({ path: url }) => (url.endsWith('.ts') ? 'js' : undefined),
    // Sources say './x.js', as TypeScript has it; the file beside them is x.ts.
    resolveImport({ source, context }) {
      if (!context.path.endsWith('.ts') || !source.startsWith('.') || !source.endsWith('.js')) return undefined;
      const typed = source.replace(/\.js$/, '.ts');
      return existsSync(path.join(path.dirname(fileOf(context.path)), typed)) ? typed : undefined;
    },
    async transform(context) {
      if (!context.path.endsWith('.ts')) return undefined;
      const { code, map } = await transformWithOxc(context.body as string, fileOf(context.path), {
        target: 'es2022',
        sourcemap: true,
      });
      const sourceMap = Buffer.from(JSON.stringify({ ...map, sources: [path.basename(context.path)] })).toString('base64');
      return { body: `${code}\n//# sourceMappingURL=data:application/json;base64,${sourceMap}` };
    },
  };
}
