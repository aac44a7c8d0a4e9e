import type * as english from './en.js';

/** A text with `{placeholders}`, or one text per plural form of its language. */
export type Message = string | ({ readonly other: string } & Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>);

type Translated<Texts> = { readonly [Key in keyof Texts]: Message };

/** Every text of a language, one group per element: what a file in this folder exports. */
export type Locale = { readonly [Group in keyof typeof english]: Translated<(typeof english)[Group]> };

/** Replacements for single texts. */
export type LocaleOverrides = { readonly [Group in keyof Locale]?: Partial<Locale[Group]> };

/** Languages besides English, each fetched when the first element needs it. */
export const loaders: Readonly<Record<string, () => Promise<Locale>>> = {};
