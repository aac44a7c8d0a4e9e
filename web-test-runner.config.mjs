// Run through tsx (`npm run test:browser`): the tools, and the billing API behind the tests, are TypeScript.
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_ARGS, findChromium, findFirefox } from './tools/browsers.ts';
import { freePort } from './tools/free-port.ts';
import { closingLineReporter } from './tools/wtr/closing-line-reporter.ts';
import { oxcPlugin } from './tools/wtr/oxc-plugin.ts';
import { testApi } from './tools/wtr/test-api.ts';
import { webkitLauncher } from './tools/wtr/webkit-launcher.ts';

const launchers = {
  chromium: () =>
    chromeLauncher({
      launchOptions: { executablePath: findChromium(), args: CHROMIUM_ARGS },
      // A window for each page: in a background tab requestAnimationFrame stalls and fixtures time out.
      createPage: ({ context }) => context.newPage({ type: 'window' }),
    }),
  firefox: () =>
    chromeLauncher({
      puppeteer,
      concurrency: 1,
      launchOptions: { browser: 'firefox', executablePath: findFirefox() },
    }),
  webkit: webkitLauncher,
};
const browsers = (process.env.BROWSERS ?? 'chromium').split(',');
const api = testApi();

export default {
  files: 'test/**/*.test.ts',
  port: await freePort(), // two runs that begin at once would find the same one free
  nodeResolve: { exportConditions: ['development'] },
  plugins: [oxcPlugin(), api.plugin],
  middleware: [api.middleware],
  concurrency: 2,
  browsers: browsers.map((name) => launchers[name]()),
  filterBrowserLogs: ({ args }) => !String(args[0]).includes('Lit is in dev mode'),
  reporters: [defaultReporter(), closingLineReporter()],
  // Firefox and WebKit run one page at a time on a shared machine.
  testFramework: { config: { timeout: browsers.includes('chromium') ? 5000 : 15_000 } },
  ...(!browsers.includes('chromium') && { testRunnerHtml: withoutContrast }),
  testsStartTimeout: 60_000,
  testsFinishTimeout: 300_000,
  coverageConfig: { include: ['src/**/*.ts'], reporters: ['lcov', 'text-summary'] },
};

/**
 * Contrast is measured in Chromium, where it can be told to hold still; elsewhere axe takes colours on their way, and in
 * Firefox also what lies beside a link for what lies behind it.
 */
function withoutContrast(testFramework) {
  return `<!doctype html><script type="module">
      import '/node_modules/axe-core/axe.min.js';
      axe.configure({ rules: [{ id: 'color-contrast', enabled: false }] });
    </script><script type="module" src="${testFramework}"></script>`;
}
