import { systemClock } from '../core/clock.js';
import { firstState, type ResourceDefinition, type ResourceState } from '../core/resource.js';
import { onChange } from '../core/store.js';
import { stateInLanguage } from '../elements/internal/words/state-in-language.js';
import type { Scope } from './scope.js';
import { createView, type Source, type View, type Whole } from './view.js';

/** A resource's state, with `data` and `error` present or undefined in each, and the way to ask again. */
export type ResourceView<T> = Whole<ResourceState<T>, 'data' | 'error'> & {
  /** Asks again now. Never rejects: the outcome is in the state. */
  refresh(): Promise<void>;
};

/** A resource of the scope's client, in the scope's language; started by its first listener, and before that what came with the page. */
export function viewResource<T, Shown>(
  scope: Scope,
  definition: ResourceDefinition<T>,
  show: (state: ResourceState<T>, refresh: () => Promise<void>) => Shown,
): View<Shown> {
  const first = firstState(definition, { clock: systemClock, initialData: scope.initialData });
  const inWords = (state: ResourceState<T>): ResourceState<T> => {
    const lang = scope.lang.get();
    return lang ? stateInLanguage(lang, state) : state;
  };
  const source: Source<ResourceState<T>> = {
    get: () => inWords(scope.get()?.resource(definition).get() ?? first),
    subscribe(listener) {
      const leave = scope.need().resource(definition).subscribe(listener);
      const leaveLanguage = onChange(scope.lang, listener);
      return () => {
        leave();
        leaveLanguage();
      };
    },
  };
  const refresh = (): Promise<void> => scope.need().resource(definition).refresh();
  return createView(source, inWords(first), (state) => show(state, refresh));
}

/** Its data, or what `select` takes from it. */
export const viewData = <T, Shown>(scope: Scope, definition: ResourceDefinition<T>, select: (data: T) => Shown): View<ResourceView<Shown>> =>
  viewResource(scope, definition, (state, refresh) =>
    state.status === 'ready' ? { ...state, data: select(state.data), refresh } : { ...state, refresh },
  );
