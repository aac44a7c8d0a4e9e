// npm run shots [-- WORD… --theme=paper,studio --lang=ar --scheme=dark --width=narrow]: contact sheets of the built
// Storybook's stories, in shots/. To look at: nothing here passes or fails. Without words each element's Playground, with
// words every story whose id holds one of them; in every theme, scheme, width and language unless an option says which.
// A sheet is one theme, scheme and width; each story is a row of it, its languages side by side.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { launchChromium } from './browsers.js';
import { serveFolder } from './static-server.js';
import { call } from './stories/browsers.js';
import { CATALOGUE, readStories, storyUrl, type StoryEntry } from './stories/catalogue.js';
import { runStory, setGlobals, type StoryOutcome } from './stories/in-page.js';

/** The width of the page, the scale of its picture, and the width of a sheet: two wide pictures or four narrow ones. */
const WIDTHS = { wide: { page: 1120, scale: 0.6, sheet: 1380 }, narrow: { page: 320, scale: 0.9, sheet: 1212 } } as const;
type Width = keyof typeof WIDTHS;

/** What Storybook's toolbar is set to. */
interface View {
  readonly theme: string;
  readonly lang: string;
  readonly scheme: string;
}

interface Box {
  readonly x: number;
  readonly width: number;
  readonly height: number;
  /** How much wider the content is than its place. */
  readonly over: number;
}

const FOLDER = 'shots';
const STORY_TIMEOUT_MS = 60_000;
/** How long a story may take to draw again before the next one is chosen. */
const RERENDER_TIMEOUT_MS = 5_000;
const LOAD_TIMEOUT_MS = 90_000;
const VIEWPORT_HEIGHT = 600;
const MAX_HEIGHT = 2400;
/** Small enough to look at a sheet as a whole and still read its text. */
const SHEET_HEIGHT = 1000;
const GAP = 12;
const RIGHT_TO_LEFT = ['ar', 'he'];

const words = process.argv.slice(2).filter((it) => !it.startsWith('--'));
const themes = chosen('theme', ['default', 'studio', 'paper', 'terminal']);
const langs = chosen('lang', ['en', 'de', 'ar', 'ja']);
const schemes = chosen('scheme', ['light', 'dark']);
const widths = chosen('width', Object.keys(WIDTHS)).filter((it): it is Width => it in WIDTHS);

const stories = readStories(words).filter(({ name }) => words.length > 0 || name === 'Playground');
const server = await serveFolder(CATALOGUE);
const browser = await launchChromium(['--force-prefers-reduced-motion', '--hide-scrollbars']);
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const page = await browser.newPage();
await page.goto(storyUrl(server.url, stories[0]?.id ?? '', 'a11y.manual:!true'), { waitUntil: 'load', timeout: LOAD_TIMEOUT_MS });
await page.evaluate(call(runStory, [stories[0]?.id ?? '', STORY_TIMEOUT_MS]));

for (const theme of themes) {
  for (const scheme of schemes) {
    for (const width of widths) {
      const rows = new Map(stories.map((story) => [story, [] as string[]]));
      for (const lang of langs) await photograph({ theme, scheme, lang }, width, (story, figure) => rows.get(story)?.push(figure));
      await writeSheets([theme, scheme, width].join('.'), WIDTHS[width].sheet, rows);
    }
  }
}
await browser.close();
server.close();

/** The values of an option, separated by commas; all if it is not given. */
function chosen(option: string, all: readonly string[]): readonly string[] {
  const given = process.argv.find((it) => it.startsWith(`--${option}=`));
  return given ? given.slice(`--${option}=`.length).split(',') : all;
}

/** One page for all stories, since each new page starts a database of its own, which is slow. */
async function photograph(view: View, width: Width, keep: (story: StoryEntry, figure: string) => void): Promise<void> {
  const { theme, lang, scheme } = view;
  const { page: pageWidth, scale } = WIDTHS[width];
  const dir = RIGHT_TO_LEFT.includes(lang) ? 'rtl' : 'ltr';
  await page.evaluate(call(setGlobals, [{ theme: theme === 'default' ? '' : theme, lang, scheme, dir }, RERENDER_TIMEOUT_MS]));
  for (const story of stories) {
    await page.setViewport({ width: pageWidth, height: VIEWPORT_HEIGHT, deviceScaleFactor: 1 });
    const { problems } = (await page.evaluate(call(runStory, [story.id, STORY_TIMEOUT_MS]))) as StoryOutcome;
    if (problems.length > 0) console.log(`${story.id} (${theme} ${lang} ${scheme} ${width}): ${problems.join('; ')}`);
    // Parts of elements are fetched on demand.
    await page.waitForNetworkIdle({ idleTime: 50 });
    const { over, ...box } = (await page.evaluate(call(whatIsShown, [MAX_HEIGHT]))) as Box;
    if (over > 0) console.log(`${story.id} (${theme} ${lang} ${scheme} ${width}): ${over} px too wide`);
    const png = await page.screenshot({ encoding: 'base64', clip: { y: 0, ...box }, captureBeyondViewport: true });
    keep(story, `<img src="data:image/png;base64,${png}" alt="" width="${box.width * scale}" height="${box.height * scale}">`);
  }
}

/** The part of the story's page that its content takes, with the padding around it; all of it where something lies above it. */
async function whatIsShown(maxHeight: number): Promise<Box> {
  const lies = (root: ParentNode): boolean =>
    [...root.querySelectorAll('*')].some((it) => it.matches('dialog[open], :popover-open') || (it.shadowRoot && lies(it.shadowRoot)));
  const storyPage = document.querySelector('.story-page');
  const content = storyPage?.querySelector(':scope > div');
  if (!storyPage || !content || lies(document)) return { x: 0, width: innerWidth, height: innerHeight, over: 0 };
  const padding = Number.parseFloat(getComputedStyle(storyPage).paddingInlineStart);
  const over = content.scrollWidth - content.clientWidth;
  const { left, width, bottom } = content.getBoundingClientRect();
  return {
    x: getComputedStyle(storyPage).direction === 'rtl' ? left - padding - over : left - padding,
    width: width + 2 * padding + over,
    height: Math.min(Math.floor(bottom + padding), maxHeight),
    over,
  };
}

/** As many rows on a sheet as it has room for; stories with few or small pictures share one. */
async function writeSheets(name: string, width: number, rows: ReadonlyMap<StoryEntry, readonly string[]>): Promise<void> {
  const section = ({ title, name: story }: StoryEntry, figures: readonly string[]): string =>
    `<section><h2>${title.split('/').at(-1)} · ${story}</h2><div>${figures.join('')}</div></section>`;
  const sheet = await browser.newPage();
  await sheet.setViewport({ width, height: 100 });
  await sheet.setContent(`<!doctype html>
    <style>
      body { display: flex; flex-wrap: wrap; gap: ${GAP}px; align-items: start; margin: 0 ${GAP}px; background: #8a8f98; font: 13px/1.4 system-ui, sans-serif; }
      div { display: flex; flex-wrap: wrap; gap: ${GAP}px; align-items: start; }
      h2 { margin: 0; color: #fff; font: inherit; }
    </style>
    ${[...rows].map(([story, figures]) => section(story, figures)).join('')}
  `);
  const edges = '[...new Set([...document.querySelectorAll("section")].map((it) => it.offsetTop)), document.body.offsetHeight]';
  for (const [index, { y, height }] of inSheets((await sheet.evaluate(edges)) as number[]).entries()) {
    const file = `${FOLDER}/${name}.${index + 1}.png` as const;
    writeFileSync(file, await sheet.screenshot({ clip: { x: 0, y, width, height }, captureBeyondViewport: true }));
    console.log(file);
  }
  await sheet.close();
}

/** @param edges where each row begins, and where the last one ends */
function inSheets(edges: readonly number[]): { y: number; height: number }[] {
  const sheets: { y: number; height: number }[] = [];
  for (const [index, end] of edges.entries()) {
    const y = edges[index - 1];
    if (y === undefined) continue;
    const last = sheets.at(-1);
    if (!last || end - last.y > SHEET_HEIGHT) sheets.push({ y, height: end - y });
    else last.height = end - last.y;
  }
  return sheets;
}
