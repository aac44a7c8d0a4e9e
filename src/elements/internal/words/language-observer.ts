import { isTakenOver } from '../client/on-server.js';
import { closestAcross } from '../element/closest-across.js';

const listeners = new Set<() => void>();
/** One for the whole page, for any number of elements; it stops when the last has left. */
let observer: MutationObserver | undefined;
/** The roots it observes already: to observe them for each element again would cost as much as finding the language. */
let observed = new WeakSet<Node>();

const tellAll = (): void => {
  for (const tell of listeners) tell();
};

/** The roots whose `lang` attributes count for an element: its own and those around it. */
function rootsAround(element: Element): Node[] {
  const roots: Node[] = [];
  for (let root = element.getRootNode(); ; root = root.host.getRootNode()) {
    roots.push(root);
    if (!(root instanceof ShadowRoot)) return roots;
  }
}

/** Calls `listener` whenever a `lang` attribute may have changed around the element, until the returned function is called. */
export function observeLanguage(element: Element, listener: () => void): () => void {
  observer ??= new MutationObserver(tellAll);
  for (const root of rootsAround(element)) {
    if (observed.has(root)) continue;
    observed.add(root);
    observer.observe(root, { subtree: true, attributeFilter: ['lang'] }); // this keeps no root that is gone
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    observer?.disconnect();
    observed = new WeakSet();
  };
}

/** The language in force at an element: the nearest `lang` attribute, through shadow roots, else English. */
export function languageAt(element: Element): string {
  // A server's renderer knows an element's own attributes, but nothing around it.
  const speaker = isTakenOver(element) ? element : closestAcross(element, '[lang]:not([lang=""])');
  try {
    return Intl.getCanonicalLocales(speaker?.getAttribute('lang') || 'en')[0] ?? 'en';
  } catch {
    return 'en'; // `lang="de_DE"` would make every formatter throw
  }
}

/** By element what its words follow, where that is not English: to look for it at each drawing would cost as much as a part of that. */
export const spoken = new WeakMap<Element, string>();
