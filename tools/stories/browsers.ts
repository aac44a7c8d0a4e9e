import { launchChromium, launchFirefox } from '../browsers.js';
import { startWebKit } from '../wtr/webkit-driver.js';

/** A page that shows stories, whichever browser it is in. */
export interface StoryPage {
  open(url: string): Promise<void>;
  /** Runs a function of JSON arguments inside the page. */
  run<Args extends readonly unknown[], Result>(fn: (...args: Args) => Promise<Result>, ...args: Args): Promise<Result>;
}

export interface StoryBrowser {
  /** How many pages work side by side. */
  readonly pages: number;
  newPage(): Promise<StoryPage>;
  close(): Promise<void>;
}

const LOAD_TIMEOUT_MS = 90_000;
/** Colours are looked at as they are, not on their way there. */
const STILL = '--force-prefers-reduced-motion';
/** A page's Postgres is compiled once and quickly: compiling it well takes more than a story has from it. */
const QUICK = '--js-flags=--liftoff-only';

export async function openBrowser(name: string): Promise<StoryBrowser> {
  if (name === 'webkit') return webkit();
  const browser = name === 'firefox' ? await launchFirefox() : await launchChromium([STILL, QUICK]);
  return {
    // In a background tab requestAnimationFrame stalls, and Firefox has no windows to give.
    pages: name === 'firefox' ? 1 : 2,
    async newPage() {
      const page = name === 'firefox' ? await browser.newPage() : await browser.newPage({ type: 'window' });
      return {
        open: async (url) => void (await page.goto(url, { waitUntil: 'load', timeout: LOAD_TIMEOUT_MS })),
        run: (fn, ...args) => page.evaluate(call(fn, args)) as never,
      };
    },
    close: () => browser.close(),
  };
}

/** A function as text, called. The compiler in between wraps inner functions into `__name()` of its own. */
export const call = (fn: unknown, args: readonly unknown[]): string =>
  `((__name) => (${String(fn)})(...${JSON.stringify(args)}))((it) => it)`;

async function webkit(): Promise<StoryBrowser> {
  const driver = await startWebKit();
  await driver.send('POST', '/timeouts', { script: LOAD_TIMEOUT_MS, pageLoad: LOAD_TIMEOUT_MS });
  return {
    pages: 1,
    newPage: async () => ({
      open: (url) => driver.send('POST', '/url', { url }),
      run: (fn, ...args) =>
        driver.send('POST', '/execute/async', {
          script: `const done = arguments[0]; ${call(fn, args)}.then(done, (error) => done({ problems: [String(error)] }));`,
          args: [],
        }),
    }),
    close: () => driver.close(),
  };
}
