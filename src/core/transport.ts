import type { Clock } from './clock.js';
import { withDeadline } from './deadline.js';
import { AuthenticationError, ServerError } from './errors.js';
import { describe, send, toError, type Answer } from './http.js';
import type { InnerSession } from './session.js';

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

export interface TransportOptions {
  base: URL;
  session: InnerSession;
  publishableKey: string | undefined;
  /** No token of ours: the given `fetch` answers for itself. */
  anonymous: boolean;
  fetch: typeof globalThis.fetch;
  clock: Clock;
  timeoutMs: number;
  strict: boolean;
  /** The requests on their way; they end with the client. */
  ongoing: Set<(reason: unknown) => void>;
}

export type Request = <T>(path: string, options?: RequestOptions) => Promise<T>;

export function createTransport(options: TransportOptions): Request {
  const { base, session, clock, publishableKey } = options;

  async function credential({ needs, signal }: RequestOptions): Promise<string> {
    if (needs !== 'any' || !publishableKey) return session.getToken({ signal });
    // The catalog is shown to everyone: with a key at hand, no trouble with the session may hide it.
    return session.getToken({ signal }).catch(() => publishableKey);
  }

  return async <T>(path: string, request: RequestOptions = {}): Promise<T> => {
    const url = resolve(base, path, request.query);
    const { body, method = body === undefined ? 'GET' : 'POST' } = request;
    const what = describe(url, { method });
    const isForm = typeof FormData === 'function' && body instanceof FormData;
    const headers: Record<string, string> = { accept: 'application/json', ...request.headers };
    if (method !== 'GET') headers['idempotency-key'] = request.idempotencyKey ?? crypto.randomUUID();
    if (body !== undefined && !isForm) headers['content-type'] = 'application/json';

    const attempt = async (token: string): Promise<Answer> => {
      if (request.subject !== undefined && request.subject !== session.subject) {
        throw new AuthenticationError('user_changed', `${what}: not sent as another user`);
      }
      return withDeadline({ clock, ms: request.timeoutMs ?? options.timeoutMs, what, signal: request.signal, ongoing: options.ongoing }, (signal) =>
        send(options.fetch, url, {
          method,
          headers: options.anonymous ? headers : { ...headers, authorization: `Bearer ${token}` },
          ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
          credentials: 'omit',
          redirect: 'error', // a redirect would carry the token to an origin nobody configured
          signal,
        }),
      );
    };

    const token = await credential(request);
    let answer = await attempt(token);
    if (answer.status === 401 && token !== publishableKey) {
      const next = await session.replace(token);
      if (next !== undefined) answer = await attempt(next);
    }
    if (answer.status < 200 || answer.status > 299) throw toError(answer, what);
    if (answer.body === undefined) throw new ServerError('invalid_response', `${what}: the answer is not JSON`, answer);
    if (options.strict) (await import('./strict.js')).checkAnswer(method, url, base, answer);
    return answer.body as T;
  };
}

/** The address of `path` below `base`, and nowhere else: `@evil.example` and the like are refused. */
function resolve(base: URL, path: string, query: RequestOptions['query'] = {}): string {
  const url = new URL(base.href.replace(/\/$/, '') + path);
  if (!path.startsWith('/') || url.origin !== base.origin) throw new TypeError(`Not a path of the billing API: ${path}`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}
