import type { Message } from './index.js';

type Texts = Readonly<Record<string, Message>>;

/** What is filled in, but for texts that are in the language themselves. */
const VALUES = /\{(?!included|features)\w+\}/g;

const isolate = (text: string): string => text.replace(VALUES, '\u2068$&\u2069');

/**
 * Texts of a language from right to left, each value on its own: a title in Latin letters would draw the numbers and
 * signs beside it to itself.
 */
export const isolated = <T extends Texts>(texts: T): T =>
  Object.fromEntries(
    Object.entries(texts).map(([key, message]) => [
      key,
      typeof message === 'string' ? isolate(message) : Object.fromEntries(Object.entries(message).map(([form, text]) => [form, isolate(text)])),
    ]),
  ) as T;
