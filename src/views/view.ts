import type { Store } from '../core/store.js';

/** A store as a framework shows it. */
export interface View<T> extends Store<T> {
  /** What it shows without a client: on a server, and while a page is hydrated. */
  readonly first: T;
}

/** `State` with each of `Keys` in all its members, so that they can be taken apart before it is known which one it is. */
export type Whole<State, Keys extends PropertyKey> = State extends unknown
  ? State & { readonly [Key in Exclude<Keys, keyof State>]?: undefined }
  : never;

/** Something that a view is made from: it says that it has changed, and is then asked. */
export interface Source<State> {
  get(): State;
  subscribe(listener: () => void): () => void;
}

/** Made from `source` by `make`, once for each of its states: who compares snapshots sees the same object. */
export function createView<State, T>(source: Source<State>, first: State, make: (state: State) => T): View<T> {
  let seen = first;
  let made = make(first);
  const get = (): T => {
    const state = source.get();
    if (!Object.is(state, seen)) {
      seen = state;
      made = make(state);
    }
    return made;
  };
  return { first: made, get, subscribe: (listener) => source.subscribe(() => listener(get())) };
}
