// npm run bench -- elements [--rounds=30] [--seed=1]: what the elements cost a page, in Chromium, against their bars.
import { createRandom } from '../random.js';
import { atMost, median, print, type Figure } from './figures.js';
import { heldAfter, measureHeld } from './held.js';
import type { Mount, Recorded, Subject } from './page.js';
import { record, startBench, type BenchBrowser } from './setup.js';

const option = (name: string, usual: number): number =>
  Number(process.argv.find((it) => it.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
const ROUNDS = option('rounds', 30);
const WARM_UP_ROUNDS = 3;
const CYCLES = 1000;

const PLANS_PER_TABLE = 4;
const METERS: Subject = { tag: 'usage-meter', attributes: { feature: 'api_calls' }, count: 1000 };
const TABLES: Subject = { tag: 'pricing-table', attributes: {}, count: 1000 / PLANS_PER_TABLE, part: 'li.plan' };
const GATES: Subject = { tag: 'feature-gate', attributes: { feature: 'pdf_export' }, count: 1 };

const random = createRandom(option('seed', 1));
const recorded = await record('user_pro');
const bench = await startBench();
const figures: Figure[] = [];
for await (const figure of measure(bench, recorded)) {
  figures.push(figure);
  print(figure);
}
await bench.close();
const missed = figures.filter(({ holds }) => !holds).length;
console.log(`${figures.length - missed} of ${figures.length} figures hold`);
process.exitCode = missed > 0 ? 1 : 0;

async function* measure(browser: BenchBrowser, answers: Recorded): AsyncGenerator<Figure> {
  yield* mountRatio(browser, answers, '1,000 meters', METERS, 1.5);
  yield* mountRatio(browser, answers, '1,000 plan cards', TABLES, 1.8);
  yield* leaks(browser, answers);
  yield* shifts(browser, answers);
  yield* requests(browser, answers);
}

/** Ours and bare in random order within a round; the figure is the median of the rounds' own ratios. */
async function* mountRatio(browser: BenchBrowser, answers: Recorded, name: string, subject: Subject, bar: number): AsyncGenerator<Figure> {
  const { page, call } = await browser.open();
  await call('start', answers);
  const shapes = await call('prepare', subject);
  if (shapes.ours !== shapes.bare) throw new Error(`the bare twin draws something else:\n${shapes.ours}\n${shapes.bare}`);

  const rounds: { ours: Mount; bare: Mount }[] = [];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const oursFirst = random() < 0.5;
    const first = await call(oursFirst ? 'mountOurs' : 'mountBare', subject);
    const second = await call(oursFirst ? 'mountBare' : 'mountOurs', subject);
    if (round >= 0) rounds.push(oursFirst ? { ours: first, bare: second } : { ours: second, bare: first });
  }
  await page.close();

  const middle = (figure: (round: { ours: Mount; bare: Mount }) => number) => median(rounds.map(figure));
  yield atMost(`mount ${name} ÷ 1,000 bare LitElements, same DOM`, middle(({ ours, bare }) => ours.script / bare.script), bar);
  const [ours, bare] = [middle((round) => round.ours.script), middle((round) => round.bare.script)];
  const whole = middle((round) => round.ours.whole / round.bare.whole);
  console.log(`       ${ours.toFixed(1)} ms ÷ ${bare.toFixed(1)} ms; ${whole.toFixed(2)} with layout; median of ${ROUNDS} rounds`);
}

async function* leaks(browser: BenchBrowser, answers: Recorded): AsyncGenerator<Figure> {
  const { page, call } = await browser.open();
  await call('start', answers);
  const subjects = [METERS, TABLES, GATES];
  await call('cycle', subjects, CYCLES); // caches fill, code is compiled
  const before = await measureHeld(page);
  await call('cycle', subjects, CYCLES);
  const after = await measureHeld(page);
  await page.close();

  const held = heldAfter(before, after);
  const name = `kept after ${CYCLES.toLocaleString('en')} mounts and unmounts`;
  yield atMost(`${name}: nodes`, held.nodes, 0, '', 0);
  yield atMost(`${name}: listeners`, held.listeners, 0, '', 0);
  yield atMost(`${name}: heap`, held.heapPercent, 2, ' %');
}

async function* shifts(browser: BenchBrowser, answers: Recorded): AsyncGenerator<Figure> {
  const shiftOf = async (reserved: number) => {
    const { page, call } = await browser.open();
    const result = await call('shiftOf', answers, TABLES, reserved);
    await page.close();
    return result;
  };
  const asItIs = await shiftOf(0);
  yield atMost('layout shift of a table', asItIs.shift, 0.01, '', 4);
  yield atMost('layout shift of a table with its size reserved', (await shiftOf(asItIs.height)).shift, 0, '', 4);
}

async function* requests(browser: BenchBrowser, answers: Recorded): AsyncGenerator<Figure> {
  const { page, call } = await browser.open();
  const made = await call('requestsOf', answers, [
    { ...METERS, count: 500 },
    { ...GATES, count: 500 },
  ]);
  await page.close();
  const distinct = new Set(made);
  yield {
    name: 'requests of 500 meters and 500 gates',
    value: String(made.length),
    bar: `1 token + 1 per resource = ${distinct.size}`,
    holds: made.length === distinct.size && distinct.has('session token'),
  };
  console.log(`       ${[...distinct].join(', ')}`);
}
