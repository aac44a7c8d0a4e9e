import { existsSync, readFileSync } from 'node:fs';

export const CATALOGUE = 'storybook-static';

export interface StoryEntry {
  readonly id: string;
  /** `Elements/Usage meter` */
  readonly title: string;
  readonly name: string;
}

/** The stories of the built Storybook; with words, only those whose id holds one of them. */
export function readStories(words: readonly string[] = []): StoryEntry[] {
  const index = `${CATALOGUE}/index.json`;
  if (!existsSync(index)) throw new Error('There is no built Storybook: npm run stories:build');
  const { entries } = JSON.parse(readFileSync(index, 'utf8')) as {
    entries: Record<string, StoryEntry & { type: string }>;
  };
  return Object.values(entries)
    .filter(({ type }) => type === 'story')
    .filter(({ id }) => words.length === 0 || words.some((word) => id.includes(word)));
}

/** The page of one story, without Storybook's frame; `globals` as in `scheme:dark;dir:rtl`. */
export const storyUrl = (base: string, id: string, globals: string): string =>
  `${base}/iframe.html?viewMode=story&id=${id}&globals=${encodeURIComponent(globals)}`;
