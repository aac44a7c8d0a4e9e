// npm run shots [-- WORD… --theme=paper,studio --lang=ar --scheme=dark --width=narrow]: contact sheets of the built
// Storybook's stories, in shots/. To look at: nothing here passes or fails. Without words each element's Playground, with
// words every story whose id holds one of them; in every theme, scheme, width and language unless an option says which.
import { mkdirSync, writeFileSync } from 'node:fs';
import { launchChromium } from './browsers.js';
import { serveFolder } from './static-server.js';
import { call } from './stories/browsers.js';
import { CATALOGUE, readStories, storyUrl, type StoryEntry } from './stories/catalogue.js';
import { runStory, setGlobals, type StoryOutcome } from './stories/in-page.js';

const WIDTHS = { wide: 1120, narrow: 320 } as const;
type Width = keyof typeof WIDTHS;

/** What Storybook's toolbar is set to. */
interface View {
  readonly theme: string;
  readonly lang: string;
  readonly scheme: string;
}

interface Shot {
  readonly caption: string;
  readonly png: string;
  readonly width: number;
  readonly height: number;
}

const FOLDER = 'shots';
const STORY_TIMEOUT_MS = 60_000;
/** How long the story that is shown may take to follow before the next one is chosen. */
const RERENDER_TIMEOUT_MS = 5_000;
const LOAD_TIMEOUT_MS = 90_000;
const MAX_HEIGHT = 2400;
/** A sheet stays small enough to be looked at as a whole: columns of this width, filled up to this height. */
const COLUMN_WIDTH: Readonly<Record<Width, number>> = { wide: 560, narrow: 280 };
const COLUMNS: Readonly<Record<Width, number>> = { wide: 2, narrow: 4 };
const SHEET_HEIGHT = 2600;
const GAP = 20;
const RIGHT_TO_LEFT = ['ar', 'he'];

const words = process.argv.slice(2).filter((it) => !it.startsWith('--'));
const themes = chosen('theme', ['default', 'studio', 'paper', 'terminal']);
const langs = chosen('lang', ['en', 'de', 'ar', 'ja']);
const schemes = chosen('scheme', ['light', 'dark']);
const widths = chosen('width', Object.keys(WIDTHS)).filter((it): it is Width => it in WIDTHS);

const stories = readStories(words).filter(({ name }) => words.length > 0 || name === 'Playground');
const server = await serveFolder(CATALOGUE);
const browser = await launchChromium(['--force-prefers-reduced-motion', '--hide-scrollbars']);
mkdirSync(FOLDER, { recursive: true });
const page = await browser.newPage();
await page.goto(storyUrl(server.url, stories[0]?.id ?? '', 'a11y.manual:!true'), { waitUntil: 'load', timeout: LOAD_TIMEOUT_MS });
await page.evaluate(call(runStory, [stories[0]?.id ?? '', STORY_TIMEOUT_MS]));

for (const theme of themes) {
  const sheets = new Map<string, { readonly width: Width; readonly shots: Shot[] }>();
  for (const lang of langs) {
    for (const scheme of schemes) {
      await photograph({ theme, lang, scheme }, (story, width, shot) => {
        const name = [slug(story.title), theme, width].join('.');
        const sheet = sheets.get(name) ?? { width, shots: [] };
        sheets.set(name, sheet);
        sheet.shots.push(shot);
      });
    }
  }
  for (const [name, { width, shots }] of sheets) {
    for (const [index, columns] of inSheets(shots, width).entries()) {
      const file = `${FOLDER}/${name}.${index + 1}.png`;
      writeFileSync(file, await contactSheet(columns, width));
      console.log(file);
    }
  }
}
await browser.close();
server.close();

/** The values of an option, separated by commas; all there are where it is not given. */
function chosen(option: string, all: readonly string[]): readonly string[] {
  const given = process.argv.find((it) => it.startsWith(`--${option}=`));
  return given ? given.slice(`--${option}=`.length).split(',') : all;
}

/** One page for all there is to see, because each new page starts a database of its own, which takes its time. */
async function photograph(view: View, keep: (story: StoryEntry, width: Width, shot: Shot) => void): Promise<void> {
  const { theme, lang, scheme } = view;
  const dir = RIGHT_TO_LEFT.includes(lang) ? 'rtl' : 'ltr';
  await page.evaluate(call(setGlobals, [{ theme: theme === 'default' ? '' : theme, lang, scheme, dir }, RERENDER_TIMEOUT_MS]));
  for (const story of stories) {
    for (const width of widths) {
      await page.setViewport({ width: WIDTHS[width], height: 600, deviceScaleFactor: 1 });
      const { problems } = (await page.evaluate(call(runStory, [story.id, STORY_TIMEOUT_MS]))) as StoryOutcome;
      if (problems.length > 0) console.log(`${story.id} (${theme} ${lang} ${scheme} ${width}): ${problems.join('; ')}`);
      const full = Number(await page.evaluate('document.querySelector("#storybook-root > *")?.scrollHeight ?? 0'));
      const height = Math.min(Math.max(full, 40), MAX_HEIGHT);
      const png = await page.screenshot({
        encoding: 'base64',
        clip: { x: 0, y: 0, width: WIDTHS[width], height },
        captureBeyondViewport: true,
      });
      const caption = [words.length > 0 ? story.name : '', lang, scheme].filter(Boolean).join(' · ');
      const scale = Math.min(1, COLUMN_WIDTH[width] / WIDTHS[width]);
      keep(story, width, { caption, png, width: WIDTHS[width] * scale, height: height * scale });
    }
  }
}

/** The shots in columns, each put where least stands; a new sheet begins where none has room. */
function inSheets(shots: readonly Shot[], width: Width): Shot[][][] {
  const sheets: Shot[][][] = [];
  let columns: { shots: Shot[]; height: number }[] = [];
  for (const shot of shots) {
    let shortest = columns.toSorted((one, other) => one.height - other.height)[0];
    if (!shortest || (shortest.height > 0 && shortest.height + shot.height > SHEET_HEIGHT)) {
      columns = Array.from({ length: COLUMNS[width] }, () => ({ shots: [], height: 0 }));
      sheets.push(columns.map((column) => column.shots));
      shortest = columns[0];
    }
    shortest?.shots.push(shot);
    if (shortest) shortest.height += shot.height + 2 * GAP;
  }
  return sheets;
}

async function contactSheet(columns: readonly (readonly Shot[])[], width: Width): Promise<Uint8Array> {
  const figure = ({ caption, png, ...size }: Shot): string =>
    `<figure><figcaption>${caption}</figcaption><img src="data:image/png;base64,${png}" alt="" width="${size.width}" height="${size.height}"></figure>`;
  const filled = columns.filter((column) => column.length > 0);
  const sheetPage = await browser.newPage();
  await sheetPage.setViewport({ width: filled.length * (COLUMN_WIDTH[width] + GAP) + GAP, height: 100 });
  await sheetPage.setContent(`<!doctype html>
    <style>
      body { display: flex; gap: ${GAP}px; align-items: flex-start; margin: ${GAP}px; background: #8a8f98; font: 13px/1.4 system-ui, sans-serif; }
      figure { margin: 0 0 ${GAP}px; }
      figcaption { color: #fff; padding-block-end: 4px; }
      img { display: block; }
    </style>
    ${filled.map((column) => `<div>${column.map(figure).join('')}</div>`).join('')}
  `);
  const sheet = await sheetPage.screenshot({ fullPage: true });
  await sheetPage.close();
  return sheet;
}

function slug(title: string): string {
  return title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
