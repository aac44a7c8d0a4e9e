import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../free-port.js';

const MINI_BROWSER = process.env['WEBKIT_PATH'] ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const START_TIMEOUT_MS = 10_000;
const START_POLL_MS = 50;

/** One WebDriver session with Debian's WebKitGTK (packages webkit2gtk-driver and xvfb), without a screen of its own. */
export interface WebKitDriver {
  readonly browserVersion: string;
  /** A command of the session: `send('POST', '/url', { url })`. Commands run one after the other. */
  send<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T>;
  close(): Promise<void>;
}

export async function startWebKit(): Promise<WebKitDriver> {
  const children: ChildProcess[] = [];
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    // Software rendering: there is no graphics device behind a virtual screen.
    WEBKIT_DISABLE_DMABUF_RENDERER: '1',
    LIBGL_ALWAYS_SOFTWARE: '1',
    GIO_USE_PROXY_RESOLVER: 'dummy',
    // The Postgres of a story is compiled quickly: compiling it well takes more than the story has from it.
    JSC_useOMGJIT: 'false',
  };
  if (!env['DISPLAY']) {
    // Xvfb chooses a free display and writes its number to file descriptor 3.
    const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    children.push(await started(screen, 'Xvfb', 'xvfb'));
    const [number] = await once(screen.stdio[3] as Readable, 'data');
    env['DISPLAY'] = `:${String(number).trim()}`;
  }

  const port = await freePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore', env });
  children.push(await started(driver, 'WebKitWebDriver', 'webkit2gtk-driver'));

  const request = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    });
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`WebKit ${method} ${path}: ${value.error} ${value.message}`);
    return value;
  };
  await untilReady(() => request<{ ready: boolean }>('GET', '/status').then(({ ready }) => ready));

  const { sessionId, capabilities } = await request<{ sessionId: string; capabilities: { browserVersion?: string } }>(
    'POST',
    '/session',
    {
      capabilities: {
        alwaysMatch: {
          browserName: 'MiniBrowser',
          'webkitgtk:browserOptions': { binary: MINI_BROWSER, args: ['--automation'] },
        },
      },
    },
  );

  return {
    browserVersion: capabilities.browserVersion ?? '',
    send: (method, path, body) => request(method, `/session/${sessionId}${path}`, body),
    async close() {
      await request('DELETE', `/session/${sessionId}`).catch(() => undefined); // it may have gone with its window
      for (const child of children) child.kill();
    },
  };
}

async function started(child: ChildProcess, program: string, debianPackage: string): Promise<ChildProcess> {
  try {
    await once(child, 'spawn');
    return child;
  } catch (cause) {
    throw new Error(`${program} did not start: apt-get install ${debianPackage}`, { cause });
  }
}

async function untilReady(isReady: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < START_TIMEOUT_MS; waited += START_POLL_MS) {
    if (await isReady().catch(() => false)) return;
    await delay(START_POLL_MS);
  }
  throw new Error('WebKitWebDriver did not get ready');
}
