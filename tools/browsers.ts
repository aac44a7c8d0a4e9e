import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Launcher } from 'chrome-launcher';
import puppeteer, { type Browser } from 'puppeteer-core';

const isRoot = process.getuid?.() === 0;

/** Chromium needs no sandbox flag except as root, where its own sandbox refuses to start; the rest keeps it off the network. */
export const CHROMIUM_ARGS = [
  ...(isRoot ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const firstExisting = (...paths: readonly (string | undefined)[]): string | undefined =>
  paths.find((path) => path !== undefined && existsSync(path));

/** The installed Chromium or Chrome: `CHROME_PATH`, the usual place on Debian, then wherever this system keeps one. */
export function findChromium(): string | undefined {
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which does not exist`);
    return named;
  }
  return firstExisting('/usr/bin/chromium', '/usr/bin/chromium-browser') ?? lookUp();
}

function lookUp(): string | undefined {
  try {
    return Launcher.getInstallations()[0];
  } catch {
    return undefined; // chrome-launcher throws where it finds none
  }
}

export function findFirefox(): string | undefined {
  return firstExisting(
    process.env['FIREFOX_PATH'],
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  );
}

/** What a person types to get a Chromium here. */
export const INSTALL_CHROMIUM = {
  linux: existsSync('/usr/bin/apt-get') ? 'sudo apt-get install -y chromium' : "your distribution's package `chromium`",
  darwin: 'brew install --cask chromium',
  win32: 'winget install Google.Chrome',
}[process.platform as string] ?? 'Chromium or Google Chrome';

/** The Chromium found, or installed where this process may install one; otherwise `undefined`. */
export function findOrInstallChromium(): string | undefined {
  return findChromium() ?? (installChromium() ? findChromium() : undefined);
}

function installChromium(): boolean {
  if (!isRoot || !existsSync('/usr/bin/apt-get')) return false;
  console.error('No Chromium found. Installing it: apt-get install chromium…');
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  return apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium');
}

/** A headless Chromium for tools and end-to-end tests; the caller closes it. */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(`No Chromium found. Install one (${INSTALL_CHROMIUM}) or set CHROME_PATH.`);
  return puppeteer.launch({ executablePath, headless: true, args: [...CHROMIUM_ARGS, ...args] });
}

export function launchFirefox(): Promise<Browser> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('No Firefox found. Install one (firefox-esr on Debian) or set FIREFOX_PATH.');
  return puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
}
