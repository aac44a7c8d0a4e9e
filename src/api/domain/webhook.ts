import { addressIn, isPublicAddress } from './address.js';
import { isLoopback } from './origin.js';
import { plainUrl } from './plain-url.js';

/** Gaps between attempts, in seconds: short for a hiccup, and four days in all for an outage. */
const GAPS_SECONDS = [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200, 86_400, 86_400, 86_400] as const;

/** When to try again after `attempts` failures; undefined when that was the last. */
export function nextAttempt(attempts: number, now: Date): Date | undefined {
  const gap = GAPS_SECONDS[attempts - 1];
  return gap === undefined ? undefined : new Date(now.getTime() + gap * 1000);
}

/**
 * Where a project may be told of events. What a name resolves to is checked again at each delivery: it may change.
 * A local project is one that trusts this machine.
 */
export function webhookUrl(text: string, local: boolean): URL | undefined {
  const url = plainUrl(text);
  if (!url || url.hash) return undefined;
  if (local) return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
  const address = addressIn(url);
  if (url.protocol !== 'https:' || isLoopback(url) || (address !== undefined && !isPublicAddress(address))) return undefined;
  return url;
}
