import type * as atOnce from './en.js';
import type * as onDemand from './en-on-demand.js';

type English = typeof atOnce & typeof onDemand;

/** A text with `{placeholders}`, or one text per plural form of its language. */
export type Message = string | ({ readonly other: string } & Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>);

type Translated<Texts> = { readonly [Key in keyof Texts]: Message };

/** Every text of a language, one group per element: what a file in this folder exports. */
export type Locale = { readonly [Group in keyof English]: Translated<English[Group]> };

/** Replacements for single texts. */
export type LocaleOverrides = { readonly [Group in keyof Locale]?: Partial<Locale[Group]> };

/** Languages besides English, each fetched when the first element needs it; `zh` and `pt` serve all their kinds. */
export const loaders: Readonly<Record<string, () => Promise<Locale>>> = {
  ar: () => import('./ar.js'),
  de: () => import('./de.js'),
  es: () => import('./es.js'),
  fr: () => import('./fr.js'),
  he: () => import('./he.js'),
  ja: () => import('./ja.js'),
  pl: () => import('./pl.js'),
  pt: () => import('./pt-br.js'),
  zh: () => import('./zh-hans.js'),
};
