// npm test [-- FILE|FOLDER…]: Node tests, browser tests, end-to-end tests, and one closing line over all of them.
// --browsers=chromium,firefox,webkit: where the browser tests run (Chromium when not said).
import { readdirSync } from 'node:fs';
import { INSTALL_CHROMIUM, findOrInstallChromium } from './browsers.js';
import { closingLine, sum, type Counts } from './closing-line.js';
import { runTypeScript } from './run.js';

const BROWSERS_OPTION = '--browsers=';
const E2E = 'test/e2e/';

const options = process.argv.slice(2);
const browsers = (options.find((option) => option.startsWith(BROWSERS_OPTION)) ?? `${BROWSERS_OPTION}chromium`)
  .slice(BROWSERS_OPTION.length)
  .split(',');
const named = options.filter((option) => !option.startsWith('--')).map((file) => file.replace(/^\.\/|\/$/g, ''));
const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((file) => `test/${file}`)
  .filter((file) => named.length === 0 || named.some((name) => file === name || file.startsWith(`${name}/`)));

const nodeTests = files.filter((file) => file.endsWith('.node.ts') && !file.startsWith(E2E));
const browserTests = files.filter((file) => file.endsWith('.test.ts'));
const e2eTests = files.filter((file) => file.endsWith('.node.ts') && file.startsWith(E2E));

if (browsers.includes('chromium') && browserTests.length + e2eTests.length > 0 && !findOrInstallChromium()) {
  console.error(`\nThe tests need a Chromium and none was found. Install one:\n\n    ${INSTALL_CHROMIUM}\n\nor set CHROME_PATH.`);
  process.exit(1);
}

const results: Counts[] = [];
if (nodeTests.length > 0) {
  console.log(`\nNode: ${nodeTests.length} files`);
  results.push(await runNodeTests(nodeTests));
}
if (browserTests.length > 0) {
  console.log(`\nBrowser (${browsers.join(', ')}): ${browserTests.length} files`);
  const chosen = named.length > 0 ? ['--files', ...browserTests] : [];
  results.push(
    await runTypeScript(['node_modules/@web/test-runner/dist/bin.js', ...chosen], { BROWSERS: browsers.join(',') }),
  );
}
if (e2eTests.length > 0) {
  console.log(`\nEnd to end: ${e2eTests.length} files`);
  results.push(await runNodeTests(e2eTests, 1));
}

const counts = sum(results);
if (results.length === 0) {
  console.error(`No tests found${named.length > 0 ? ` in ${named.join(', ')}` : ''}.`);
  counts.failed = 1;
}
console.log(`\n${closingLine(counts)}`);
process.exitCode = counts.failed > 0 ? 1 : 0;

function runNodeTests(tests: readonly string[], concurrency = 2): Promise<Counts> {
  return runTypeScript([
    '--test',
    `--test-concurrency=${concurrency}`,
    ...['spec', './tools/node-reporter.mjs'].flatMap((reporter) => [
      `--test-reporter=${reporter}`,
      '--test-reporter-destination=stdout',
    ]),
    ...tests,
  ]);
}
