import { plainUrl } from './plain-url.js';

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\]|[a-z0-9-]+\.localhost)$/;

const URL_LENGTH_MAX = 2048;

/** Which origins a project trusts: to call the API from a page, and to be sent back to. */
export interface OriginRules {
  readonly allowedOrigins: readonly string[];
  /** Any port of this machine: for development, never for a live project. */
  readonly anyLoopback: boolean;
}

export const isLoopback = (url: URL): boolean => LOOPBACK.test(url.hostname);

export function allowsOrigin(rules: OriginRules, origin: string): boolean {
  if (rules.allowedOrigins.includes(origin)) return true;
  if (!rules.anyLoopback || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.origin === origin && isLoopback(url);
}

/**
 * A URL that a person may be sent to after paying, or undefined: https (http on loopback) on an allowed origin, written so
 * that all browsers read it alike.
 */
export function safeReturnUrl(rules: OriginRules, text: string): URL | undefined {
  if (text.length > URL_LENGTH_MAX || !/^https?:\/\/[^/]/i.test(text)) return undefined;
  const url = plainUrl(text);
  if (!url) return undefined;
  if (url.protocol === 'http:' && !isLoopback(url)) return undefined;
  return allowsOrigin(rules, url.origin) ? url : undefined;
}

/** Where to go after a checkout: `__SESSION__` replaced by its id, and the id appended under `name`. */
export function returnTo(url: string, name: 'billing_checkout' | 'billing_checkout_canceled', checkoutId: string): string {
  const target = new URL(url.replaceAll('__SESSION__', checkoutId));
  target.searchParams.set(name, checkoutId);
  return target.href;
}
