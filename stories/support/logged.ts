import type { Decorator } from '@storybook/web-components-vite';
import { action } from 'storybook/actions';
import manifest from '../../custom-elements.json' with { type: 'json' };

interface Declared {
  readonly name: string;
  readonly tagName?: string;
  readonly events?: readonly { readonly name: string }[];
}

const declared: readonly Declared[] = manifest.modules.flatMap(({ declarations }): readonly Declared[] => declarations);

/** The events of one element; of all of them in a story that is of none. */
const eventsOf = (tag: string | undefined): Set<string> =>
  new Set(declared.filter(({ tagName }) => tag === undefined || tagName === tag).flatMap(({ events = [] }) => events.map(({ name }) => name)));

const heard = new WeakSet<AbortSignal>();

/** Shows in the panel "Actions" each event that the story's element fires, with what it says. */
export const logged: Decorator = (story, { abortSignal: signal, canvasElement, component }) => {
  if (!heard.has(signal)) {
    heard.add(signal);
    for (const name of eventsOf(component)) canvasElement.addEventListener(name, (event) => action(name)(fieldsOf(event)), { signal });
  }
  return story();
};

/** Events of the kit have readonly fields of their own, and no `detail`. */
const fieldsOf = (event: Event): object => Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'isTrusted'));
