/** One observer per document or shadow root, however many elements ask, and none when the last has left. */
const watched = new Map<Node, { observer: MutationObserver; listeners: Set<() => void> }>();

/** The roots whose `lang` attributes decide for an element: its own and those around it. */
function rootsAround(element: Element): Node[] {
  const roots: Node[] = [];
  for (let root = element.getRootNode(); ; root = root.host.getRootNode()) {
    roots.push(root);
    if (!(root instanceof ShadowRoot)) return roots;
  }
}

/** Calls `listener` whenever a `lang` attribute around the element changes, until the returned function is called. */
export function observeLanguage(element: Element, listener: () => void): () => void {
  const roots = rootsAround(element);
  for (const root of roots) join(root, listener);
  return () => {
    for (const root of roots) leave(root, listener);
  };
}

function join(root: Node, listener: () => void): void {
  let entry = watched.get(root);
  if (!entry) {
    const listeners = new Set<() => void>();
    const observer = new MutationObserver(() => {
      for (const tell of listeners) tell();
    });
    observer.observe(root, { subtree: true, attributeFilter: ['lang'] });
    watched.set(root, (entry = { observer, listeners }));
  }
  entry.listeners.add(listener);
}

function leave(root: Node, listener: () => void): void {
  const entry = watched.get(root);
  if (!entry?.listeners.delete(listener) || entry.listeners.size > 0) return;
  entry.observer.disconnect();
  watched.delete(root);
}

/** The language in force at an element: the nearest `lang` attribute, through shadow roots, else English. */
export function languageAt(element: Element): string {
  for (let at: Element | null = element; at; ) {
    const holder: Element | null = at.closest('[lang]');
    const lang = holder?.getAttribute('lang');
    if (lang) return isLanguageTag(lang) ? lang : 'en';
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return 'en';
}

const tags = new Map<string, boolean>();

/** `lang="de_DE"` would make every formatter throw. */
function isLanguageTag(lang: string): boolean {
  let known = tags.get(lang);
  if (known === undefined) tags.set(lang, (known = isReadable(lang)));
  return known;
}

function isReadable(lang: string): boolean {
  try {
    Intl.getCanonicalLocales(lang);
    return true;
  } catch {
    return false;
  }
}
