// npm run shots [-- WORD… --lang=ar]: contact sheets of the built Storybook's stories, one picture per element and view,
// in shots/. To look at: nothing here passes or fails.
import { mkdirSync, writeFileSync } from 'node:fs';
import { launchChromium } from './browsers.js';
import { serveFolder } from './static-server.js';
import { CATALOGUE, readStories, storyUrl, type StoryEntry } from './stories/catalogue.js';
import { call } from './stories/browsers.js';
import { runStory, type StoryOutcome } from './stories/in-page.js';

interface View {
  readonly name: string;
  readonly globals: string;
  readonly width: number;
}

const FOLDER = 'shots';
const STORY_TIMEOUT_MS = 60_000;
const SHEET_COLUMN_WIDTH = 640;
/** A sheet stays small enough to be looked at as a whole. */
const SHOTS_PER_SHEET = 8;
const MAX_HEIGHT = 2400;

const options = process.argv.slice(2);
const lang = options.find((it) => it.startsWith('--lang='))?.slice('--lang='.length) ?? 'en';
const WIDE = 1120;
const VIEWS: readonly View[] = [
  { name: 'light', globals: `scheme:light;lang:${lang}`, width: WIDE },
  { name: 'dark', globals: `scheme:dark;lang:${lang}`, width: WIDE },
  { name: 'narrow', globals: `scheme:light;lang:${lang}`, width: 320 },
  { name: 'rtl', globals: `scheme:light;dir:rtl;lang:${lang === 'en' ? 'ar' : lang}`, width: WIDE },
];

interface Shot {
  readonly story: StoryEntry;
  readonly png: string;
}

const stories = readStories(options.filter((it) => !it.startsWith('--')));
const server = await serveFolder(CATALOGUE);
const browser = await launchChromium(['--force-prefers-reduced-motion', '--hide-scrollbars']);
mkdirSync(FOLDER, { recursive: true });

for (const view of VIEWS) {
  const byElement = new Map<string, Shot[]>();
  for (const shot of await photograph(view)) {
    byElement.set(shot.story.title, [...(byElement.get(shot.story.title) ?? []), shot]);
  }
  for (const [title, shots] of byElement) {
    for (let start = 0; start < shots.length; start += SHOTS_PER_SHEET) {
      const parts = [slug(title), view.name, ...(lang === 'en' ? [] : [lang]), start / SHOTS_PER_SHEET + 1];
      const file = `${FOLDER}/${parts.join('.')}.png`;
      writeFileSync(file, await contactSheet(shots.slice(start, start + SHOTS_PER_SHEET), view));
      console.log(file);
    }
  }
}
await browser.close();
server.close();

async function photograph(view: View): Promise<Shot[]> {
  const shots: Shot[] = [];
  const [first] = stories;
  if (!first) return shots;
  const page = await browser.newPage();
  await page.setViewport({ width: view.width, height: 600, deviceScaleFactor: 1 });
  await page.goto(storyUrl(server.url, first.id, `${view.globals};a11y.manual:!true`), { waitUntil: 'load' });
  for (const story of stories) {
    const { problems } = (await page.evaluate(call(runStory, [story.id, STORY_TIMEOUT_MS]))) as StoryOutcome;
    if (problems.length > 0) console.log(`${story.id} (${view.name}): ${problems.join('; ')}`);
    const height = await page.evaluate('document.querySelector("#storybook-root > *")?.scrollHeight ?? 0');
    const png = await page.screenshot({
      encoding: 'base64',
      clip: { x: 0, y: 0, width: view.width, height: Math.min(Math.max(Number(height), 40), MAX_HEIGHT) },
      captureBeyondViewport: true,
    });
    shots.push({ story, png });
  }
  await page.close();
  return shots;
}

/** The pictures in columns, each under the name of its story. */
async function contactSheet(shots: readonly Shot[], { width }: View): Promise<Uint8Array> {
  const columns = width < SHEET_COLUMN_WIDTH ? 4 : 2;
  const figures = shots.map(
    ({ story, png }) => `<figure><figcaption>${story.name}</figcaption><img src="data:image/png;base64,${png}" alt=""></figure>`,
  );
  const page = await browser.newPage();
  await page.setViewport({ width: columns * Math.min(width, SHEET_COLUMN_WIDTH) + 60, height: 100 });
  await page.setContent(`<!doctype html>
    <style>
      body { margin: 20px; columns: ${columns}; column-gap: 20px; background: #8a8f98; font: 13px/1.4 system-ui, sans-serif; }
      figure { margin: 0 0 20px; break-inside: avoid; }
      figcaption { color: #fff; padding-block-end: 4px; }
      img { display: block; max-inline-size: 100%; }
    </style>
    ${figures.join('')}
  `);
  const sheet = await page.screenshot({ fullPage: true });
  await page.close();
  return sheet;
}

function slug(title: string): string {
  return title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
