import type { BrowserLauncher } from '@web/test-runner-core';
import { startWebKit, type WebKitDriver } from './webkit-driver.js';

/** WebDriver's private-use code points for keys that are not characters. */
const KEYS: Readonly<Record<string, string>> = {
  Enter: '\uE007', Tab: '\uE004', Escape: '\uE00C', Backspace: '\uE003', Delete: '\uE017', Space: ' ',
  ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015',
  Home: '\uE011', End: '\uE010', PageUp: '\uE00E', PageDown: '\uE00F',
  Shift: '\uE008', Control: '\uE009', Alt: '\uE00A', Meta: '\uE03D',
};
const BUTTONS = ['left', 'middle', 'right'];

/** What `@web/test-runner-commands` calls on a launcher of type `webdriver`. */
interface WebDriverCommands {
  sendKeys(sessionId: string, keys: readonly string[]): Promise<void>;
  sendMouseMove(sessionId: string, x: number, y: number): Promise<void>;
  sendMouseClick(sessionId: string, x: number, y: number, button?: string): Promise<void>;
  sendMouseDown(sessionId: string, button?: string): Promise<void>;
  sendMouseUp(sessionId: string, button?: string): Promise<void>;
  resetMouse(sessionId: string): Promise<void>;
}

/** Runs test files in WebKitGTK, one at a time, each in a tab that the next one takes over. */
export function webkitLauncher(): BrowserLauncher & WebDriverCommands {
  const tabs = new Map<string, string>();
  let starting: Promise<WebKitDriver> | undefined;
  let freeTab: string | undefined;
  // A session has one current window, so choosing it and using it must not be parted.
  let queue: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const turn = queue.then(task, task);
    queue = turn;
    return turn;
  };

  const start = async (): Promise<WebKitDriver> => {
    const driver = await startWebKit();
    launcher.name = `WebKitGTK ${driver.browserVersion}`.trim();
    freeTab = await driver.send<string>('GET', '/window');
    return driver;
  };

  const inTab = <T>(sessionId: string, use: (driver: WebKitDriver) => Promise<T>): Promise<T> =>
    inTurn(async () => {
      const driver = await (starting ??= start());
      await driver.send('POST', '/window', { handle: tabs.get(sessionId) });
      return use(driver);
    });

  const perform = (sessionId: string, action: object): Promise<void> =>
    inTab(sessionId, (driver) => driver.send('POST', '/actions', { actions: [action] }));

  const point = (sessionId: string, ...actions: readonly object[]): Promise<void> =>
    perform(sessionId, { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions });

  const moveTo = (x: number, y: number) => ({ type: 'pointerMove', duration: 0, x, y });
  const press = (button = 'left') => ({ type: 'pointerDown', button: BUTTONS.indexOf(button) });
  const release = (button = 'left') => ({ type: 'pointerUp', button: BUTTONS.indexOf(button) });

  const launcher: BrowserLauncher & WebDriverCommands = {
    name: 'WebKitGTK',
    type: 'webdriver',
    concurrency: 1,
    async startSession(sessionId, url) {
      const driver = await (starting ??= start());
      await inTurn(async () => {
        const handle = freeTab ?? (await driver.send<{ handle: string }>('POST', '/window/new', { type: 'tab' })).handle;
        freeTab = undefined;
        tabs.set(sessionId, handle);
        await driver.send('POST', '/window', { handle });
        await driver.send('POST', '/url', { url });
      });
    },
    isActive: (sessionId) => tabs.has(sessionId),
    getBrowserUrl: (sessionId) => inTab(sessionId, (driver) => driver.send<string>('GET', '/url')),
    async stopSession(sessionId) {
      await inTab(sessionId, (driver) => driver.send('POST', '/url', { url: 'about:blank' }));
      freeTab ??= tabs.get(sessionId);
      tabs.delete(sessionId);
      return {};
    },
    startDebugSession: () => Promise.reject(new Error('WebKitGTK has no debug session here')),
    async stop() {
      const driver = await starting?.catch(() => undefined);
      await driver?.close();
    },
    sendKeys: (sessionId, keys) =>
      perform(sessionId, {
        type: 'key',
        id: 'keyboard',
        actions: keys.flatMap((key) => [
          { type: 'keyDown', value: KEYS[key] ?? key },
          { type: 'keyUp', value: KEYS[key] ?? key },
        ]),
      }),
    sendMouseMove: (sessionId, x, y) => point(sessionId, moveTo(x, y)),
    sendMouseClick: (sessionId, x, y, button) => point(sessionId, moveTo(x, y), press(button), release(button)),
    sendMouseDown: (sessionId, button) => point(sessionId, press(button)),
    sendMouseUp: (sessionId, button) => point(sessionId, release(button)),
    resetMouse: (sessionId) => inTab(sessionId, (driver) => driver.send('DELETE', '/actions')),
  };
  return launcher;
}
