/** How the gateway calls out. */
export interface Outward {
  readonly fetch: typeof fetch;
  /** The value behind `${GATEWAY_…}` in an upstream's headers. */
  readonly secret: (name: string) => string | undefined;
  /** From the call to the end of the answer. */
  readonly timeoutMs: number;
}

/** What some server or proxy on the way may read as another path: dot segments (also before a semicolon, which some cut off), backslashes, controls, empty segments. */
// oxlint-disable-next-line no-control-regex -- control characters are what must not get through
const LEADS_ASTRAY = /(^|\/)\.{1,2}(;[^/]*)?(\/|$)|\/\/|^\/|[\\\u0000-\u001f\u007f]/;

/** How many times over a path may be percent-encoded. */
const DECODINGS_MAX = 4;

/**
 * Where a call goes: the upstream's own address followed by `path` (percent-encoded, without its first slash). Undefined if
 * that would leave the upstream or its allowed paths, even if somebody decodes it once more than we do.
 */
export function targetOf(upstream: { readonly url: string; readonly paths: readonly string[] }, path: string, search: string): URL | undefined {
  if (/%(?![0-9a-f]{2})/i.test(path)) return undefined;
  let decoded = path;
  for (let round = 0; ; round += 1) {
    if (round > DECODINGS_MAX || LEADS_ASTRAY.test(decoded)) return undefined;
    const further = decode(decoded);
    if (further === undefined) return undefined;
    if (further === decoded) break;
    decoded = further;
  }
  const base = upstream.url.replace(/\/+$/, '');
  if (!upstream.paths.some((allowed) => isBelow(`/${path}`, allowed))) return undefined;
  const target = new URL(`${base}/${path}${search}`);
  return target.href === `${new URL(base).href.replace(/\/$/, '')}/${path}${search}` ? target : undefined;
}

/** A percent sign that stands for itself is nothing to decode further. */
function decode(text: string): string | undefined {
  if (!/%[0-9a-f]{2}/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const isBelow = (path: string, allowed: string): boolean => path === allowed || path.startsWith(allowed.endsWith('/') ? allowed : `${allowed}/`);

/** What the caller may say to an upstream. Everything else is ours: credentials, cookies, addresses, hop-by-hop headers. */
const SENT_ON = ['accept', 'accept-language', 'content-type'];

const PLACEHOLDER = /\$\{(GATEWAY_[A-Z0-9_]+)\}/g;

interface Headed {
  readonly headers: Readonly<Record<string, string>>;
}

const missingSecrets = ({ headers }: Headed, secret: Outward['secret']): string[] =>
  Object.values(headers)
    .flatMap((value) => Array.from(value.matchAll(PLACEHOLDER), ([, name = '']) => name))
    .filter((name) => !secret(name));

/** Why calls through an upstream are refused: its headers name secrets that the environment does not have. Undefined if none is missing. */
export function whyShut(upstream: Headed & { readonly projectId: string; readonly id: string }, secret: Outward['secret']): string | undefined {
  const missing = missingSecrets(upstream, secret);
  if (missing.length === 0) return undefined;
  return `${missing.join(' and ')} not set in the environment: calls through the upstream ${upstream.id} of project ${upstream.projectId} are refused`;
}

/** The headers of a call; undefined if a secret is not in the environment. */
export function headersTo(upstream: Headed, sent: Headers, secret: Outward['secret']): Headers | undefined {
  if (missingSecrets(upstream, secret).length > 0) return undefined;
  const headers = new Headers();
  for (const name of SENT_ON) {
    const value = sent.get(name);
    if (value) headers.set(name, value);
  }
  for (const [name, value] of Object.entries(upstream.headers)) {
    headers.set(name, value.replaceAll(PLACEHOLDER, (_whole, it: string) => secret(it) ?? ''));
  }
  return headers;
}

/** What an upstream may say to the caller. No cookies, no redirects, no word on who may read it; what is decoded on the way loses its length. */
const SENT_BACK = ['content-type', 'content-language', 'content-disposition', 'etag', 'last-modified', 'retry-after'];

export function headersFrom(answer: Headers): Headers {
  // Whatever it is, a browser must not run it as a page of ours.
  const headers = new Headers({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': 'sandbox' });
  for (const name of SENT_BACK) {
    const value = answer.get(name);
    if (value) headers.set(name, value);
  }
  return headers;
}

/** Refusals that are about our own key or bill, or that send the call elsewhere: none of the caller's business. */
const OURS: readonly number[] = [301, 302, 303, 307, 308, 401, 402, 403, 407];

/** Some platforms hide a redirect: its status is then 0. */
export const isOurs = (status: number): boolean => status === 0 || OURS.includes(status);
