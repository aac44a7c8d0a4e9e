import type { ResourceDefinition, ResourceState } from '../core/resource.js';
import type { Store } from '../core/store.js';
import type { Scope } from './scope.js';
import { createView, type View, type Whole } from './view.js';

/** A resource's state, with `data` and `error` present or undefined in each, and the way to ask again. */
export type ResourceView<T> = Whole<ResourceState<T>, 'data' | 'error'> & {
  /** Asks again now. Never rejects: the outcome is in the state. */
  refresh(): Promise<void>;
};

const LOADING = Object.freeze({ status: 'loading' } as const);

/** The scope's store of a resource; it starts the client with its first listener. */
export const resourceOf = <T>(scope: Scope, definition: ResourceDefinition<T>): Store<ResourceState<T>> => ({
  get: () => scope.get()?.resource(definition).get() ?? firstState(scope, definition),
  subscribe: (listener) => scope.need().resource(definition).subscribe(listener),
});

const firstStates = new WeakMap<object, Map<string, ResourceState<unknown>>>();

/** Before there is a client: what came with the page, as `createClient` would show it. */
export function firstState<T>({ initialData }: Scope, { name, parse }: ResourceDefinition<T>): ResourceState<T> {
  if (initialData?.[name] === undefined) return LOADING;
  const known = firstStates.get(initialData) ?? new Map<string, ResourceState<unknown>>();
  firstStates.set(initialData, known);
  const state = known.get(name) ?? Object.freeze({ status: 'ready', data: parse(initialData[name]), stale: true, updatedAt: 0 });
  known.set(name, state);
  return state as ResourceState<T>;
}

export function viewResource<T, Shown>(
  scope: Scope,
  definition: ResourceDefinition<T>,
  select: (data: T) => Shown,
): View<ResourceView<Shown>> {
  const refresh = (): Promise<void> => scope.need().resource(definition).refresh();
  return createView(resourceOf(scope, definition), firstState(scope, definition), (state) =>
    state.status === 'ready' ? { ...state, data: select(state.data), refresh } : { ...state, refresh },
  );
}
