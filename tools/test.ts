// npm test [-- FILE|FOLDER…]: Node and end-to-end tests, browser tests, and one closing line over all of them.
// --browsers=chromium,firefox,webkit: where the browser tests run (Chromium when not said).
import { readdirSync } from 'node:fs';
import { INSTALL_CHROMIUM, findOrInstallChromium } from './browsers.js';
import { closingLine, sum, type Counts } from './closing-line.js';
import { freshKit, freshPackage } from './fresh.js';
import { runTypeScript } from './run.js';
import { together } from './together.js';

const BROWSERS_OPTION = '--browsers=';
const E2E = 'test/e2e/';
const NEED_PACKAGE = [`${E2E}sveltekit.node.ts`, `${E2E}tarball.node.ts`];
const NEED_KIT = /^test\/(cdn|e2e|hosts|ssr)\//;
/** The API and a database take a process some four seconds; its tests each have a project of their own. */
const SHARE_PROCESSES = 'test/api/';
const SHARED_PROCESSES = 4;

const options = process.argv.slice(2);
const browsers = (options.find((option) => option.startsWith(BROWSERS_OPTION)) ?? `${BROWSERS_OPTION}chromium`)
  .slice(BROWSERS_OPTION.length)
  .split(',');
const named = options.filter((option) => !option.startsWith('--')).map((file) => file.replace(/^\.\/|\/$/g, ''));
const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((file) => `test/${file}`)
  .filter((file) => named.length === 0 || named.some((name) => file === name || file.startsWith(`${name}/`)));

const nodeTests = files.filter((file) => file.endsWith('.node.ts'));
const browserTests = files.filter((file) => file.endsWith('.test.ts'));
const hasEndToEnd = nodeTests.some((file) => file.startsWith(E2E));

if (browsers.includes('chromium') && (browserTests.length > 0 || hasEndToEnd) && !findOrInstallChromium()) {
  console.error(`\nThe tests need a Chromium and none was found. Install one:\n\n    ${INSTALL_CHROMIUM}\n\nor set CHROME_PATH.`);
  process.exit(1);
}

const results: Counts[] = [];
if (nodeTests.length > 0) {
  console.log(`\nNode: ${nodeTests.length} files`);
  // Files run two at a time: what more than one would build into dist is there before them.
  if (nodeTests.some((file) => NEED_PACKAGE.includes(file))) freshPackage();
  if (nodeTests.some((file) => NEED_KIT.test(file))) await freshKit();
  results.push(await runNodeTests(nodeTests));
}
if (browserTests.length > 0) {
  console.log(`\nBrowser (${browsers.join(', ')}): ${browserTests.length} files`);
  const chosen = named.length > 0 ? ['--files', ...browserTests] : [];
  results.push(
    await runTypeScript(['node_modules/@web/test-runner/dist/bin.js', ...chosen], { BROWSERS: browsers.join(',') }),
  );
}

const counts = sum(results);
if (results.length === 0) {
  console.error(`No tests found${named.length > 0 ? ` in ${named.join(', ')}` : ''}.`);
  counts.failed = 1;
}
console.log(`\n${closingLine(counts)}`);
process.exitCode = counts.failed > 0 ? 1 : 0;

function runNodeTests(tests: readonly string[]): Promise<Counts> {
  const alone = tests.filter((file) => !file.startsWith(SHARE_PROCESSES));
  const sharing = tests.filter((file) => file.startsWith(SHARE_PROCESSES));
  return runTypeScript([
    '--test',
    '--test-concurrency=2',
    '--test-timeout=300000', // a file that never ends would hold up everything, without a word
    ...['spec', './tools/node-reporter.mjs'].flatMap((reporter) => [
      `--test-reporter=${reporter}`,
      '--test-reporter-destination=stdout',
    ]),
    ...together('api', sharing, SHARED_PROCESSES),
    ...alone,
  ]);
}
