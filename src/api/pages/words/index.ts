import type { Interval } from '../../../contract/index.js';
import { chooseLocale, spanInWords, wishesIn } from '../../domain/locale.js';
import { formatMoney } from '../../domain/money.js';
import { ar } from './ar.js';
import { de } from './de.js';
import { en, type Texts } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { he } from './he.js';
import { ja } from './ja.js';
import { pl } from './pl.js';
import { ptBr } from './pt-br.js';
import { zhHans } from './zh-hans.js';

/** `pt` and `zh` serve all their kinds. */
export const LANGUAGES: Readonly<Record<string, Texts>> = { en, ar, de, es, fr, he, ja, pl, pt: ptBr, zh: zhHans };
const RIGHT_TO_LEFT = ['ar', 'he'];

export type TextKey = keyof Texts;
type Values = Readonly<Record<string, string>>;

/** Who is asked for the language, in this order. */
export interface LanguageWishes {
  /** What whoever opened the page asked for. */
  readonly locale?: string | null;
  readonly request: Request;
  /** Where the reader's browser wants none that there is. */
  readonly project?: { readonly localeDefault: string };
}

export function wordsFor({ locale, request, project }: LanguageWishes): PageWords {
  const last = project && `${project.localeDefault};q=0.001`;
  const wishes = [locale, request.headers.get('accept-language'), last].filter(Boolean).join(',');
  const lang = chooseLocale(wishes, Object.keys(LANGUAGES), 'en');
  return new PageWords(lang, wishesIn(wishes).find((tag) => tag.split('-')[0] === lang));
}

/** A hosted page's texts, amounts and days in one language. */
export class PageWords {
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly #texts: Texts;
  readonly #days: Intl.DateTimeFormat;

  /** @param tag what the reader asked for, `pt-br`: a catalog may have words for it where our own texts are in `pt` */
  constructor(
    lang: string,
    readonly tag = lang,
  ) {
    this.lang = lang;
    this.dir = RIGHT_TO_LEFT.includes(lang) ? 'rtl' : 'ltr';
    this.#texts = LANGUAGES[lang] ?? en;
    this.#days = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' });
  }

  text(key: TextKey, values: Values = {}): string {
    return this.#texts[key].replaceAll(/\{(\w+)\}/g, (_, name: string) => this.#isolated(values[name] ?? ''));
  }

  /** Minus as a minus sign, as amounts on paper have it. "US$" at the end of a line that runs from right to left would be drawn as "$US". */
  money(amount: number, currency: string): string {
    return formatMoney(amount, currency, this.lang).replace('-', '\u2212').replace(/[A-Z]\p{Sc}$/u, '$&\u200e');
  }

  number(value: number): string {
    return value.toLocaleString(this.lang);
  }

  /** Of a hundred: 7.7 is "7.7%". */
  percent(value: number): string {
    return (value / 100).toLocaleString(this.lang, { style: 'percent', maximumFractionDigits: 4 });
  }

  list(items: readonly string[]): string {
    return new Intl.ListFormat(this.lang).format(items);
  }

  /** A day for people: "November 30, 2026". */
  day(at: Date): string {
    return this.#days.format(at);
  }

  /** "per month", "every 3 months". */
  perInterval(interval: Interval, count: number): string {
    return count === 1 ? this.text(PER[interval]) : this.text('everyPeriod', { period: spanInWords(count, interval, this.lang) });
  }

  /** Among words that run from right to left a name keeps its own direction, and so does what stands around it. */
  #isolated(value: string): string {
    return this.dir === 'rtl' ? `\u2068${value}\u2069` : value;
  }
}

const PER: Readonly<Record<Interval, TextKey>> = { day: 'perDay', week: 'perWeek', month: 'perMonth', year: 'perYear' };
