import { readFileSync, readdirSync } from 'node:fs';
import { Visitor, parseSync } from 'vite';

interface Described {
  readonly name: string;
  readonly description: string;
}

export interface Property extends Described {
  /** The name of its attribute, if it has one. */
  readonly attribute: string | undefined;
  readonly kind: 'boolean' | 'number' | 'text' | 'object';
  /** All its values, if they are a few words. */
  readonly values: readonly string[];
}

/** A billing element as its users see it. */
export interface Element {
  readonly tag: string;
  readonly className: string;
  /** In src/, without its ending. */
  readonly module: string;
  readonly description: string;
  /** What can be set. */
  readonly properties: readonly Property[];
  /** The events to listen for on it: its own and, if it holds other elements, those of all of them. */
  readonly events: readonly Described[];
  readonly slots: readonly Described[];
  readonly parts: readonly Described[];
  readonly cssProperties: readonly Described[];
}

/** The description of an event that bubbles from another element. */
export const FROM_INSIDE = 'Heard from an element inside.';

/** The part of custom-elements.json (schema 1 and 2) that is read here. */
interface Manifest {
  readonly modules: readonly { readonly path: string; readonly declarations?: readonly Declaration[] }[];
}

type Items = readonly { readonly name: string; readonly description?: string }[];

interface Declaration {
  readonly name: string;
  readonly tagName?: string;
  readonly description?: string;
  readonly members?: readonly Member[];
  readonly events?: Items;
  readonly slots?: Items;
  readonly cssParts?: Items;
  readonly cssProperties?: Items;
}

interface Member {
  readonly kind: string;
  readonly name: string;
  readonly description?: string;
  readonly attribute?: string;
  readonly readonly?: boolean;
  readonly static?: boolean;
  readonly type?: { readonly text: string };
}

export function readElements(manifest: Manifest): Element[] {
  const words = readWords();
  const found = manifest.modules.flatMap(({ path, declarations = [] }) =>
    declarations.flatMap((it) => (it.tagName ? read(it, it.tagName, path, words) : [])),
  );
  const events = new Map(found.flatMap((element) => element.events).map((event) => [event.name, event]));
  const all = [...events.values()].map(({ name }) => ({ name, description: FROM_INSIDE }));
  return found.map((element) => (holdsOthers(element) ? { ...element, events: unique([...element.events, ...all]) } : element));
}

/** An element with a default slot holds others, whose events bubble to it. */
const holdsOthers = ({ slots }: Element): boolean => slots.some(({ name }) => name === '');

const unique = (events: readonly Described[]): Described[] => [
  ...new Map([...events].toReversed().map((event) => [event.name, event])).values(),
].toReversed();

const described = (items: Items = []): Described[] => items.map(({ name, description = '' }) => ({ name, description }));

function read(it: Declaration, tag: string, path: string, words: ReadonlyMap<string, readonly string[]>): Element {
  return {
    tag,
    className: it.name,
    module: path.replace(/^src\/|\.ts$/g, ''),
    description: it.description ?? '',
    properties: (it.members ?? [])
      .filter(({ kind, readonly, static: isStatic }) => kind === 'field' && !readonly && !isStatic)
      .map((member) => property(member, words)),
    events: described(it.events),
    slots: described(it.slots),
    parts: described(it.cssParts),
    cssProperties: described(it.cssProperties),
  };
}

function property({ name, description = '', attribute, type }: Member, words: ReadonlyMap<string, readonly string[]>): Property {
  const text = (type?.text ?? 'string').replace(/ \| undefined$/, '');
  const values = words.get(text) ?? wordsOf(text);
  const kind = text === 'boolean' || text === 'number' ? text : text === 'string' || values.length > 0 ? 'text' : 'object';
  return { name, description, attribute, kind, values };
}

/** `'bar' | 'ring'`; nothing for any other type. */
function wordsOf(type: string): string[] {
  const parts = type.split('|').map((part) => /^\s*'([^']*)'\s*$/.exec(part)?.[1]);
  return parts.every((part) => part !== undefined) ? parts : [];
}

/** The named types that are a few words, since a manifest has only their names. */
function readWords(): Map<string, readonly string[]> {
  const words = new Map<string, readonly string[]>();
  for (const file of readdirSync('src/elements', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const code = readFileSync(`src/elements/${file}`, 'utf8');
    new Visitor({
      TSTypeAliasDeclaration({ id, typeAnnotation }) {
        const values = wordsOf(code.slice(typeAnnotation.start, typeAnnotation.end).replace(/^\s*\|/, ''));
        if (values.length > 0) words.set(id.name, values);
      },
    }).visit(parseSync(file, code).program);
  }
  return words;
}
