import type { Rolldown } from 'vite';

const BUNDLERS_OWN = '\0';

/** Everything that an entry imports statically, as one file. By itself the bundler makes many small ones. */
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
