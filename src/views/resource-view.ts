import { systemClock } from '../core/clock.js';
import { firstState, type ResourceDefinition, type ResourceState } from '../core/resource.js';
import type { Scope } from './scope.js';
import { createView, type View, type Whole } from './view.js';

/** A resource's state, with `data` and `error` present or undefined in each, and the way to ask again. */
export type ResourceView<T> = Whole<ResourceState<T>, 'data' | 'error'> & {
  /** Asks again now. Never rejects: the outcome is in the state. */
  refresh(): Promise<void>;
};

/** A resource of the scope's client, started by its first listener; before that, what came with the page. */
export function viewResource<T, Shown>(
  scope: Scope,
  definition: ResourceDefinition<T>,
  show: (state: ResourceState<T>, refresh: () => Promise<void>) => Shown,
): View<Shown> {
  const first = firstState(definition, { clock: systemClock, initialData: scope.initialData });
  const source = {
    get: () => scope.get()?.resource(definition).get() ?? first,
    subscribe: (listener: (state: ResourceState<T>) => void) => scope.need().resource(definition).subscribe(listener),
  };
  const refresh = (): Promise<void> => scope.need().resource(definition).refresh();
  return createView(source, first, (state) => show(state, refresh));
}

/** Its data, or what `select` takes from it. */
export const viewData = <T, Shown>(scope: Scope, definition: ResourceDefinition<T>, select: (data: T) => Shown): View<ResourceView<Shown>> =>
  viewResource(scope, definition, (state, refresh) =>
    state.status === 'ready' ? { ...state, data: select(state.data), refresh } : { ...state, refresh },
  );
