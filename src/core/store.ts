/** A value that can be watched. It follows Svelte's store contract, so `$store` works there. */
export interface Store<T> {
  /** The current value. Reading never starts work. */
  get(): T;
  /** Calls `listener` at once and on every change, until the returned function is called. */
  subscribe(listener: (value: T) => void): () => void;
}

export interface WritableStore<T> extends Store<T> {
  set(value: T): void;
}

/** One object each: setting it twice changes nothing, so nobody is told again. */
export const LOADING = Object.freeze({ status: 'loading' } as const);
export const SIGNED_OUT = Object.freeze({ status: 'signed-out' } as const);

/** `onActive` is called when the first listener comes. What it returns, if anything, is called when the last one has left. */
export function createStore<T>(value: T, onActive?: () => (() => void) | void): WritableStore<T> {
  const listeners = new Set<(value: T) => void>();
  let onIdle: (() => void) | void;

  return {
    get: () => value,
    set(next) {
      if (next === value) return;
      value = next;
      const round = [...listeners]; // a listener who comes meanwhile has the new value already
      // A listener may set a newer value, which starts a round of its own: this one must not deliver the older value after it.
      for (const listener of round) {
        if (value !== next) return;
        if (listeners.has(listener)) notify(listener, next);
      }
    },
    subscribe(call) {
      const listener = (it: T): void => call(it); // a function of its own, in case the same one subscribes twice
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

/** Calls `listener` on every change, but not with the current value. */
export function onChange<T>(store: Store<T>, listener: (value: T) => void): () => void {
  let last = store.get();
  return store.subscribe((value) => {
    if (value === last) return;
    last = value;
    listener(value);
  });
}

/** An error in one listener does not stop the others: it surfaces as uncaught, where the page's own reporting sees it. */
function notify<T>(listener: (value: T) => void, value: T): void {
  try {
    listener(value);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
