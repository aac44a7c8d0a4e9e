import type { Clock } from '../core/clock.js';
import { BillingError } from '../core/errors.js';

export interface ConnectionOptions {
  /** Where the billing API is; may hold a path. Default: the environment variable `BILLING_API_URL`. */
  apiUrl?: string | undefined;
  /** How long one attempt may take, body included, in milliseconds. Default 30000. */
  timeout?: number;
  /** Further attempts after the first one failed by network, 5xx or 429. Default 3. */
  maxRetries?: number;
  /** Sees the key on every request: pass only one that you control. Default: the global `fetch`. */
  fetch?: typeof fetch;
  /** Only logs an error when a secret key is used in a browser, and does not refuse. For tests that mean it. */
  allowInsecureBrowserUsage?: boolean;
  /** Times out attempts and waits between them; a test passes its own. */
  clock?: Clock;
  /** From 0 to 1, spreads the attempts of many servers; a test passes its own. */
  random?: () => number;
}

export interface BillingOptions extends ConnectionOptions {
  /**
   * `sk_…` or `bsk_…`, from your secret store. It gives access to every customer of its project. May come from `process.env` as
   * it is: without a key the constructor throws.
   */
  secretKey: string | undefined;
}

/** `test` and `live` as the key's prefix says; `unknown` for keys without one. */
export type Environment = 'test' | 'live' | 'unknown';

export function environmentOf(secretKey: string): Environment {
  const mode = /^[a-z]+_(test|live)_/.exec(secretKey)?.[1];
  return mode === 'test' || mode === 'live' ? mode : 'unknown';
}

/** @throws BillingError `environment_mismatch` when a key of one mode made the API answer in the other: a wrong address, or a wrong key. */
export function assertSameEnvironment(expected: Environment, sessionToken: string): void {
  const mode = /^bos_session_(test|live)_/.exec(sessionToken)?.[1];
  if (expected === 'unknown' || mode === undefined || mode === expected) return;
  throw new BillingError('environment_mismatch', `The key is for ${expected} mode, and the API answered in ${mode} mode.`);
}

/**
 * The key, if it could work.
 * @throws TypeError if it never could, with a message that does not repeat it; BillingError `apikey_in_browser` if there is a
 * document.
 */
export function checkedSecretKey({ secretKey, allowInsecureBrowserUsage }: Pick<BillingOptions, 'secretKey' | 'allowInsecureBrowserUsage'>): string {
  assertNotInBrowser(allowInsecureBrowserUsage);
  if (typeof secretKey !== 'string' || secretKey === '') {
    const given = secretKey === '' ? 'an empty text' : String(typeof secretKey);
    throw new TypeError(`secretKey is ${given}. It has to be the sk_… or bsk_… key of your project: is its environment variable set where this runs?`);
  }
  // fetch quotes an invalid header value in its error, and would put the key into a log.
  if (!/^[\x21-\x7e]+$/.test(secretKey)) {
    throw new TypeError('The secretKey holds white space or characters that no key has. Was it copied with a line break?');
  }
  if (/^b?pk_/.test(secretKey)) {
    throw new TypeError('This is a publishable key, which only reads the catalog. The server needs the secret key.');
  }
  return secretKey;
}

/** A key in a page is in everyone's hands, so this fails loudly before the first request. */
function assertNotInBrowser(allowed = false): void {
  const { window } = globalThis as { window?: { document?: unknown } };
  if (window?.document === undefined) return;
  const message = 'A secret key in a browser gives your whole project away. Call Billing from your server and hand the page a session token.';
  if (!allowed) throw new BillingError('apikey_in_browser', message);
  // eslint-disable-next-line no-console -- the one trace that the refusal was switched off
  console.error(`[billing-elements] ${message}`);
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/;

/** @throws TypeError unless there is an https address, or an http one on loopback. */
export function resolveApiUrl(option: string | undefined): string {
  // With a hosted default, keys of everyone who forgot the option would go to somebody else's service.
  const given = option ?? environmentVariable('BILLING_API_URL');
  if (!given) throw new TypeError('Billing needs to know where the API is: pass apiUrl, or set BILLING_API_URL.');
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (!url || !safe) throw new TypeError('apiUrl must be an https address (http only on loopback).');
  if (url.username || url.password || url.search || url.hash) {
    throw new TypeError('apiUrl must not hold a user, a query or a fragment.');
  }
  return url.href.replace(/\/+$/, '');
}

/** Workers and browsers have no `process`. */
export function environmentVariable(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.[name];
}

export function assertCount(name: string, value: number, least: number): void {
  if (!Number.isFinite(value) || value < least) throw new TypeError(`${name} must be a number of at least ${least}.`);
}
