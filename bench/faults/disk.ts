import type { StoredUse, UseStore } from '../../src/core/usage/use-store.js';
import type { Tab } from './world.js';

/** IndexedDB as measured: open after 20 ms; what a task writes is there once its microtask has committed, unless the page died before. */
export function createDisk(tab: Tab, { full = false, denied = false } = {}): UseStore {
  const { world } = tab;
  const opened = world.wait(20);
  let isOpen = false;
  void opened.then(() => (isOpen = true));
  const change = (step: () => void): void => {
    if (denied || full) return;
    const commit = (): void => queueMicrotask(() => tab.dead || step());
    if (isOpen) commit();
    else void opened.then(commit);
  };
  return {
    async load() {
      await opened;
      if (denied) throw new Error('denied');
      return structuredClone([...world.disk.values()]);
    },
    put: (use: StoredUse) => change(() => void world.disk.set(use.id, structuredClone(use))),
    remove: (id) => change(() => void world.disk.delete(id)),
    close: () => {},
  };
}
