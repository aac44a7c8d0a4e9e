import { inLanguage } from '../../../core/in-language.js';
import type { ResourceState } from '../../../core/resource.js';
import { perLanguage } from './per-language.js';

/** A resource's state in the words of a language, once for all who show it. Of the data alone: an error beside them stays what it is. */
export const stateInLanguage = perLanguage((lang, state: ResourceState<unknown>) =>
  state.status === 'ready' ? { ...state, data: inLanguage(lang, state.data) } : state,
) as <T>(lang: string, state: ResourceState<T>) => ResourceState<T>;
