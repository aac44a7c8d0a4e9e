// npm run stories [-- WORD… --browsers=chromium,firefox,webkit]: shows every story of the built Storybook, in light and, in
// Chromium, in dark; in Chromium when not said, in several at once. One fails on an error while rendering or playing, an error
// of the page, a tag that is not defined or, in Chromium, an axe violation; and the provider's, if its event is not logged.
import { closingLine } from './closing-line.js';
import { openBrowser } from './stories/browsers.js';
import { CATALOGUE, readStories, storyUrl, type StoryEntry } from './stories/catalogue.js';
import { runStory, setGlobals, type StoryOutcome } from './stories/in-page.js';
import { serveFolder } from './static-server.js';

const BROWSERS_OPTION = '--browsers=';
/** A story whose element tells something without anybody's doing. */
const HEARD = { story: 'elements-billing-provider--playground', event: 'billing-session-change' };
/** The first story of a page waits for the database to start. */
const STORY_TIMEOUT_MS = 60_000;

const options = process.argv.slice(2);
const browsers = options.find((it) => it.startsWith(BROWSERS_OPTION))?.slice(BROWSERS_OPTION.length).split(',') ?? ['chromium'];
const stories = readStories(options.filter((it) => !it.startsWith('--')));
const counts = { passed: 0, failed: stories.length === 0 ? 1 : 0, skipped: 0 };

const server = await serveFolder(CATALOGUE);
// One browser alone waits more than it works: together they keep every core busy.
await Promise.all(browsers.map(showStories));
server.close();

console.log(`\n${closingLine(counts)}`);
process.exitCode = counts.failed > 0 ? 1 : 0;

async function showStories(name: string): Promise<void> {
  const browser = await openBrowser(name);
  /** Other engines are asked whether a story renders and plays. */
  const [schemes, more] = name === 'chromium' ? [['light', 'dark'], ''] : [['light'], ';a11y.manual:!true'];
  const queue = schemes.flatMap((scheme) => stories.map((story) => ({ story, scheme })));
  // A page shows both schemes, since each new page starts a database of its own.
  const work = async (): Promise<void> => {
    let shown: string | undefined;
    const page = await browser.newPage();
    const show = async ({ story, scheme }: { story: StoryEntry; scheme: string }): Promise<StoryOutcome> => {
      if (shown === undefined) await page.open(storyUrl(server.url, story.id, `scheme:${scheme}${more}`));
      else if (shown !== scheme) await page.run(setGlobals, { scheme }, STORY_TIMEOUT_MS);
      const outcome = await page.run(runStory, story.id, STORY_TIMEOUT_MS).catch(asOutcome);
      // One that did not end keeps the page busy: what comes next has it afresh.
      shown = outcome.isFinished ? scheme : undefined;
      return outcome;
    };
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { story, scheme } = next;
      let outcome = await show(next);
      if (!outcome.isFinished) {
        // Once in some thousand WebKit stands still. What hangs by its own fault does so again.
        console.log(`again   ${story.id} (${name}, ${scheme})\n    ${outcome.problems.join('\n    ')}`);
        outcome = await show(next);
      }
      const { problems: found, events } = outcome;
      const isUnheard = story.id === HEARD.story && !events.includes(HEARD.event);
      const problems = isUnheard ? [...found, `${HEARD.event} was not logged`] : found;
      if (problems.length === 0) counts.passed++;
      else counts.failed++;
      if (problems.length > 0) console.log(`not ok  ${story.id} (${name}, ${scheme})\n    ${problems.join('\n    ')}`);
    }
  };
  await Promise.all(Array.from({ length: browser.pages }, work));
  await browser.close();
}

/** The page went away under its story. */
function asOutcome(error: unknown): StoryOutcome {
  return { problems: [String(error)], isFinished: false, events: [] };
}
