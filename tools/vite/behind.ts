import type { Rolldown } from 'vite';

const BUNDLERS_OWN = '\0';

/** The one file of what an entry imports at once, itself aside: left alone, the bundler makes many small ones of it. */
export function behind(entry: string, file: string): Rolldown.CodeSplittingGroup {
  const atOnce = new Set<string>();
  const name: Rolldown.CodeSplittingNameFunction = (id, graph) => {
    if (atOnce.size === 0) addImports(entry);
    return atOnce.has(id) || id.startsWith(BUNDLERS_OWN) ? file : null;

    function addImports(of: string): void {
      for (const imported of graph.getModuleInfo(of)?.importedIds ?? []) {
        if (atOnce.has(imported)) continue;
        atOnce.add(imported);
        addImports(imported);
      }
    }
  };
  return { name, debugName: file };
}
