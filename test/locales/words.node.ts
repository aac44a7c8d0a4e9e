import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import * as atOnce from '../../src/locales/en.js';
import * as onDemand from '../../src/locales/en-on-demand.js';
import { loaders, type Locale, type Message } from '../../src/locales/index.js';

const english = { ...atOnce, ...onDemand };

type Group = Readonly<Record<string, Message>>;

const groupsOf = (locale: object): Readonly<Record<string, Group>> => ({ ...locale }) as Record<string, Group>;
const formsOf = (message: Message): Readonly<Record<string, string>> => (typeof message === 'string' ? { other: message } : { ...message });
/** A feature's title and the noun made of it stand for the same. */
const placeholdersOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => (name === 'noun' ? 'title' : name)).toSorted();
const unique = (names: string[]): string[] => [...new Set(names)].toSorted();

const inEnglish = groupsOf(english);

describe('the words', () => {
  it('are in English, German, French, Spanish, Portuguese, Japanese, Chinese, Polish, Arabic and Hebrew', () => {
    assert.deepEqual(Object.keys(loaders).toSorted(), ['ar', 'de', 'es', 'fr', 'he', 'ja', 'pl', 'pt', 'zh']);
  });

  it('hold nothing that no element says', () => {
    // A state's name may be a key as well: the core names them.
    const sources = ['src/elements', 'src/core'].map(sourcesIn).join('\n');
    const unused = Object.entries(inEnglish).flatMap(([group, texts]) =>
      Object.keys(texts)
        .filter((key) => !sources.includes(`'${key}'`) && !new RegExp(`\\b${key}:`).test(sources))
        .map((key) => `${group}.${key}`),
    );
    assert.deepEqual(unused, []);
  });

  for (const [language, load] of Object.entries(loaders)) {
    describe(`in ${language}`, () => {
      it('are complete, and hold no key that English has not', async () => {
        assert.deepEqual(keysOf(await load()), keysOf(english));
      });

      it('fill in what English fills in', async () => {
        const wrong = eachMessage(await load(), (message, group, key) => {
          const original = formsOf(inEnglish[group]?.[key] ?? '')['other'] ?? '';
          const wanted = unique(placeholdersOf(original));
          // A form for exactly one may say "one" in words.
          return Object.entries(formsOf(message)).every(
            ([form, text]) =>
              String(unique(placeholdersOf(text))) === String(wanted) ||
              (['zero', 'one', 'two'].includes(form) && String([...unique(placeholdersOf(text)), 'count'].toSorted()) === String(wanted)),
          );
        });
        assert.deepEqual(wrong, []);
      });

      it('have a text for each plural form of the language, where English has forms', async () => {
        const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
        const wrong = eachMessage(await load(), (message, group, key) => {
          const hasForms = typeof inEnglish[group]?.[key] === 'object';
          if (!hasForms) return typeof message === 'string';
          // Many languages say the same for millions; what they leave out is said by `other`.
          const needed = pluralCategories.filter((form) => !(form === 'many' && ['es', 'fr', 'pt'].includes(language)));
          return needed.every((form) => form in formsOf(message)) || needed.length === 1;
        });
        assert.deepEqual(wrong, []);
      });

      it('are nowhere left in English by oversight', async () => {
        const same = eachMessage(await load(), (message, group, key) => {
          const original = inEnglish[group]?.[key];
          // Short ones may be the same word; a sentence is not.
          return typeof message !== 'string' || message !== original || message.replace(/\{\w+\}/g, '').trim().split(/\s+/).length < 3;
        });
        assert.deepEqual(same, []);
      });
    });
  }
});

function sourcesIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return files.map((file) => readFileSync(`${folder}/${file}`, 'utf8')).join('\n');
}

function keysOf(locale: object): string[] {
  return Object.entries(groupsOf(locale))
    .flatMap(([group, texts]) => Object.keys(texts).map((key) => `${group}.${key}`))
    .toSorted();
}

/** The names of the messages that are not as `isRight` wants them. */
function eachMessage(locale: Partial<Locale>, isRight: (message: Message, group: string, key: string) => boolean): string[] {
  return Object.entries(groupsOf(locale)).flatMap(([group, texts]) =>
    Object.entries(texts)
      .filter(([key, message]) => !isRight(message, group, key))
      .map(([key]) => `${group}.${key}`),
  );
}
