/** A value that can be watched. This is Svelte's store contract, so `$store` works there as it is. */
export interface Store<T> {
  /** The current value. Reading never starts work. */
  get(): T;
  /** Calls `listener` at once and on every change, until the returned function is called. */
  subscribe(listener: (value: T) => void): () => void;
}

export interface WritableStore<T> extends Store<T> {
  set(value: T): void;
}

/** One object each, so that telling it twice tells nobody anything. */
export const LOADING = Object.freeze({ status: 'loading' } as const);
export const SIGNED_OUT = Object.freeze({ status: 'signed-out' } as const);

/** `onActive` is called when the first listener comes; what it returns, if anything, is called when the last one has left. */
export function createStore<T>(value: T, onActive?: () => (() => void) | void): WritableStore<T> {
  const listeners = new Set<(value: T) => void>();
  let onIdle: (() => void) | void;

  return {
    get: () => value,
    set(next) {
      if (next === value) return;
      value = next;
      const round = [...listeners]; // who comes during the round has had the new value already
      // A listener that sets again starts a newer round: this one must not deliver the older value after it.
      for (const listener of round) {
        if (value !== next) return;
        if (listeners.has(listener)) notify(listener, next);
      }
    },
    subscribe(call) {
      const listener = (it: T): void => call(it); // one of its own, should the same function come twice
      listeners.add(listener);
      if (listeners.size === 1) onIdle = onActive?.();
      notify(listener, value);
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        onIdle?.();
      };
    },
  };
}

/** Calls `listener` on every change, but not for what is there already. */
export function onChange<T>(store: Store<T>, listener: (value: T) => void): () => void {
  let last = store.get();
  return store.subscribe((value) => {
    if (value === last) return;
    last = value;
    listener(value);
  });
}

/** One listener's mistake harms nobody else: it surfaces as an uncaught error, where the page's own reporting sees it. */
function notify<T>(listener: (value: T) => void, value: T): void {
  try {
    listener(value);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
