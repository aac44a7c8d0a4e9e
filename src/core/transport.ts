import type { Settings } from './client.js';
import { withDeadline } from './deadline.js';
import { AuthenticationError, ServerError } from './errors.js';
import { describe, send, toError, type Answer } from './http.js';
import type { InnerSession } from './session.js';
import { ANONYMOUS } from './token-source.js';

export interface RequestOptions {
  /** Default GET, or POST with a body. */
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Sent as JSON; FormData as it is. */
  body?: unknown;
  /** One key per thing the user means: the API runs it once, however often it is sent. Default for mutations: a new one per call. */
  idempotencyKey?: string;
  signal?: AbortSignal | undefined;
  timeoutMs?: number;
  headers?: Readonly<Record<string, string>>;
  /** Refuses to send as anybody else: AuthenticationError `user_changed`. */
  subject?: string;
  /** Gives the Response itself, to be streamed, instead of its JSON. */
  raw?: boolean;
  /** `any`: a publishable key will do where nobody is signed in. Default `session`. */
  needs?: 'session' | 'any';
}

/** `{project}` in a path is the project that the session's token is of. */
export type Request = <T>(path: string, options?: RequestOptions) => Promise<T>;

export function createTransport(settings: Settings, base: URL, session: InnerSession, ongoing: Set<(reason: unknown) => void>): Request {
  const { clock, publishableKey, strict } = settings;
  return async <T>(path: string, options: RequestOptions = {}): Promise<T> => {
    const { body, signal, subject, method = body === undefined ? 'GET' : 'POST' } = options;
    const wanted = session.getToken({ signal });
    // The catalog is shown to everyone: with a key at hand, no trouble with the session may hide it.
    const key = options.needs === 'any' && publishableKey;
    const token = await (key ? wanted.catch(() => key) : wanted);

    const url = resolve(base, path.replace('{project}', session.subject?.split('/')[0] ?? ''));
    const what = describe(url, { method });
    const isJson = body !== undefined && !(body instanceof FormData);
    const headers: Record<string, string> = { ...options.headers };
    if (method !== 'GET') headers['idempotency-key'] = options.idempotencyKey ?? crypto.randomUUID();
    if (isJson) headers['content-type'] = 'application/json';

    const attempt = (token: string): Promise<Answer> => {
      if ((subject ?? session.subject) !== session.subject) throw new AuthenticationError('user_changed');
      if (token !== ANONYMOUS) headers['authorization'] = `Bearer ${token}`;
      return withDeadline({ clock, ms: options.timeoutMs ?? settings.timeoutMs, what, signal, ongoing }, (inner) =>
        send(
          settings.fetch,
          url,
          {
            method,
            headers,
            body: isJson ? JSON.stringify(body) : (body as FormData | undefined),
            credentials: 'omit',
            redirect: 'error', // a redirect would carry the token to an origin nobody configured
            signal: inner,
          },
          options.raw,
        ),
      );
    };

    let answer = await attempt(token);
    const next = answer.status === 401 && token !== key && session.replace(token);
    if (next) answer = await attempt(await next);

    if (!answer.ok) throw toError(answer, what);
    if (answer.body === undefined) throw new ServerError('invalid_response', what, answer);
    if (strict && !options.raw) (await import('./strict.js')).checkAnswer(method, url, base, answer);
    return answer.body as T;
  };
}

/** The address of `path` below `base`, and nowhere else: `@evil.example` and the like are refused. */
function resolve(base: URL, path: string): string {
  const url = new URL(base.href.replace(/\/$/, '') + path);
  if (path[0] !== '/' || url.origin !== base.origin) throw new TypeError(`Not a path: ${path}`);
  return url.href;
}
