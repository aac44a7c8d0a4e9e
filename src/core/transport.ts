import type { Settings } from './client.js';
import { withDeadline } from './deadline.js';
import { AuthenticationError, ServerError } from './errors.js';
import { describe, send, toError } from './http.js';
import type { InnerSession } from './session.js';
import { ANONYMOUS } from './token-source.js';

export interface RequestOptions {
  /** Default GET, or POST with a body. */
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  query?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON; FormData as it is. */
  body?: unknown;
  /** One key per thing the user means: the API runs it once, however often it is sent. Default for mutations: a new one per call. */
  idempotencyKey?: string;
  signal?: AbortSignal | undefined;
  timeoutMs?: number;
  headers?: Readonly<Record<string, string>>;
  /** Refuses to send as anybody else: AuthenticationError `user_changed`. */
  subject?: string;
  /** `any`: a publishable key will do where nobody is signed in. Default `session`. */
  needs?: 'session' | 'any';
}

export type Request = <T>(path: string, options?: RequestOptions) => Promise<T>;

/** What sends `attempt` with a token, and once more with a new one where the API refused the first. */
export type Authorized = <T extends { status: number }>(
  options: Pick<RequestOptions, 'needs' | 'signal' | 'subject'>,
  attempt: (headers: Record<string, string>) => Promise<T>,
) => Promise<T>;

export function createAuthorized(session: InnerSession, publishableKey: string | undefined): Authorized {
  return async ({ needs, signal, subject }, attempt) => {
    const once = (token: string) => {
      if (subject !== undefined && subject !== session.subject) throw new AuthenticationError('user_changed');
      return attempt(token === ANONYMOUS ? {} : { authorization: `Bearer ${token}` });
    };
    const wanted = session.getToken({ signal });
    // The catalog is shown to everyone: with a key at hand, no trouble with the session may hide it.
    const key = needs === 'any' && publishableKey;
    const token = await (key ? wanted.catch(() => key) : wanted);
    const answer = await once(token);
    const next = answer.status === 401 && token !== key && session.replace(token);
    return next ? once(await next) : answer;
  };
}

export function createTransport(
  { clock, fetch, timeoutMs, strict }: Settings,
  base: URL,
  authorized: Authorized,
  ongoing: Set<(reason: unknown) => void>,
): Request {
  return async <T>(path: string, options: RequestOptions = {}): Promise<T> => {
    const { body, signal, method = body === undefined ? 'GET' : 'POST' } = options;
    const url = resolve(base, path, options.query);
    const what = describe(url, { method });
    const isJson = body !== undefined && !(body instanceof FormData);
    const headers = {
      accept: 'application/json',
      ...(method !== 'GET' && { 'idempotency-key': options.idempotencyKey ?? crypto.randomUUID() }),
      ...(isJson && { 'content-type': 'application/json' }),
      ...options.headers,
    };
    const answer = await authorized(options, (authorization) =>
      withDeadline({ clock, ms: options.timeoutMs ?? timeoutMs, what, signal, ongoing }, (inner) =>
        send(fetch, url, {
          method,
          headers: { ...headers, ...authorization },
          body: isJson ? JSON.stringify(body) : (body as FormData | undefined),
          credentials: 'omit',
          redirect: 'error', // a redirect would carry the token to an origin nobody configured
          signal: inner,
        }),
      ),
    );
    if (!answer.ok) throw toError(answer, what);
    if (answer.body === undefined) throw new ServerError('invalid_response', `${what}: no JSON`, answer);
    if (strict) (await import('./strict.js')).checkAnswer(method, url, base, answer);
    return answer.body as T;
  };
}

/** The address of `path` below `base`, and nowhere else: `@evil.example` and the like are refused. */
export function resolve(base: URL, path: string, query: RequestOptions['query'] = {}): string {
  const url = new URL(base.href.replace(/\/$/, '') + path);
  if (path[0] !== '/' || url.origin !== base.origin) throw new TypeError(`Not a path: ${path}`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}
