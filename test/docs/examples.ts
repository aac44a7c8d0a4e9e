import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

export interface Example {
  readonly language: string;
  readonly code: string;
  /** Where it begins, for messages. */
  readonly line: number;
}

/** The code blocks of a Markdown file, in their order. */
export function examplesOf(file: string): Example[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].map(({ 1: language = '', 2: code = '', index }) => ({
    language,
    code,
    line: text.slice(0, index).split('\n').length,
  }));
}

/** The one example in a language that has these words in it. */
export function onlyExample(examples: readonly Example[], language: string, words: string): Example {
  const found = examples.filter((it) => it.language === language && it.code.includes(words));
  const [one] = found;
  assert.ok(one && found.length === 1, `${found.length} examples in ${language} have: ${words}`);
  return one;
}
