import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Message } from '../../../locales/index.js';
import { numberText, pluralRules } from './formats.js';
import { languageAt, observeLanguage, spoken } from './language-observer.js';
import { languageFor, loadLanguage, localeOf, textsFor, watchOverrides, type Groups } from './languages.js';
import { beforeRendering, isTakenOver } from '../client/on-server.js';

type Values = Readonly<Record<string, string | number>>;
type Host = ReactiveControllerHost & Element;
/** Every key of the groups an element uses. */
type Key<Used extends Groups> = { [Group in keyof Used]: keyof Used[Group] & string }[keyof Used];

/** What a function that makes texts of these groups needs. The Words of an element with more groups fit too. */
export type WordsOf<Used extends Groups> = TextsBy<Key<Used>>;

interface TextsBy<K extends string> {
  readonly ready: boolean;
  readonly lang: string;
  text(key: K, values?: Values): string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  percent(ratio: number): string;
  and<More extends Groups>(english: More): TextsBy<Key<More>>;
}

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 0 };
const NO_VALUES: Values = {};

const split = new Map<string, readonly string[]>();

/** A message's words and, between them, the names of its placeholders. Split once, since a thousand elements may say the same. */
function piecesOf(message: string): readonly string[] {
  let pieces = split.get(message);
  if (!pieces) split.set(message, (pieces = message.split(/\{(\w+)\}/)));
  return pieces;
}

/**
 * An element's texts and numbers in the language around it.
 *
 * `ready` is false while that language is being fetched: elements stay in their loading face, so that nothing
 * appears in English first.
 */
export class Words<Used extends Groups> implements ReactiveController {
  /** The page's language tag, for formatting; the texts may come from a more general one. */
  lang = 'en';
  readonly #host: Host;
  readonly #english: Groups[];
  #language = 'en';
  #leave: (() => void)[] = [];

  /** @param english one constant per element class, not one per element */
  constructor(host: Host, english: Used) {
    this.#host = host;
    this.#english = [english];
    host.addController(this);
    beforeRendering(host, () => this.#follow());
  }

  hostConnected(): void {
    this.#follow();
    if (isTakenOver(this.#host)) void this.#host.updateComplete.then(() => this.#follow());
    this.#leave = [observeLanguage(this.#host, () => this.#follow()), watchOverrides(() => this.#host.requestUpdate())];
  }

  hostDisconnected(): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
  }

  get ready(): boolean {
    return this.#language === 'en' || localeOf(this.#language) !== undefined;
  }

  /** A text with its placeholders filled; `count` chooses the plural form. */
  text(key: Key<Used>, values: Values = NO_VALUES): string {
    const pieces = piecesOf(this.#form(this.#message(key), values['count']));
    return pieces.map((piece, at) => (at % 2 ? this.#value(values[piece]) : piece)).join('');
  }

  /** The same words, with the texts of a part that is fetched on demand. */
  and<More extends Groups>(english: More): WordsOf<More> {
    if (!this.#english.includes(english)) this.#english.push(english);
    return this as unknown as WordsOf<More>;
  }

  number(value: number, options?: Intl.NumberFormatOptions): string {
    return numberText(this.lang, value, options);
  }

  /** @param ratio 0.42 is 42 % */
  percent(ratio: number): string {
    return this.number(ratio, PERCENT);
  }

  #follow(): void {
    const lang = languageAt(this.#host);
    if (lang === this.lang) return;
    this.lang = lang;
    spoken.set(this.#host, lang);
    this.#language = languageFor(lang);
    if (!this.ready) void loadLanguage(this.#language).then(() => this.#settle());
    this.#host.requestUpdate();
  }

  #settle(): void {
    if (!this.ready) this.#language = 'en'; // the file could not be fetched: English is better than nothing
    this.#host.requestUpdate();
  }

  #message(key: string): Message {
    for (const english of this.#english) {
      const message = textsFor(this.lang, english)[key];
      if (message !== undefined) return message;
    }
    return key;
  }

  #value(value: string | number = ''): string {
    return typeof value === 'number' ? this.number(value) : value;
  }

  #form(message: Message, count: unknown): string {
    if (typeof message === 'string') return message;
    const rule = pluralRules(this.#language).select(typeof count === 'number' ? count : 0);
    return message[rule] ?? message.other;
  }
}
