import type { Settings } from './client.js';
import { withDeadline } from './deadline.js';
import { AuthenticationError, ServerError } from './errors.js';
import { describe, send, type Answer } from './http.js';
import type { InnerSession } from './session-client.js';
import { ANONYMOUS } from './token-source.js';

export interface RequestOptions {
  /** Default GET, or POST with a body. */
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Sent as JSON; FormData as it is. */
  body?: unknown;
  /** One key per intent: the API acts once, however often the request is sent. Default for mutations: a new one per call. */
  idempotencyKey?: string;
  signal?: AbortSignal | undefined;
  timeoutMs?: number;
  headers?: Readonly<Record<string, string>>;
  /** Fails with AuthenticationError `user_changed` if the session is somebody else's. */
  subject?: string;
  /** Resolves with the Response itself, for streaming, instead of its JSON. */
  raw?: boolean;
  /** `any`: a publishable key is enough if nobody is signed in. Default `session`. */
  needs?: 'session' | 'any';
}

/** `{project}` in a path becomes the project of the session's token. */
export type SendRequest = <T>(path: string, options?: RequestOptions) => Promise<T>;

export function createTransport(settings: Settings, apiUrl: string, session: InnerSession, ends: Set<(reason: unknown) => void>): SendRequest {
  return async <T>(path: string, options: RequestOptions = {}): Promise<T> => {
    const { body, signal, method = body === undefined ? 'GET' : 'POST' } = options;
    const wanted = session.getToken({ signal });
    // The catalog is for everyone: if there is a key, no trouble with the session may hide it.
    const key = options.needs === 'any' && settings.publishableKey;
    const token = await (key ? wanted.catch(() => key) : wanted);

    if (path[0] !== '/') throw new TypeError(`Not a path: ${path}`); // `@evil.example` would be another origin
    const url = apiUrl + path.replace('{project}', session.subject?.split('/')[0] ?? '');
    const what = describe(url, method);
    const sent = body instanceof FormData ? body : JSON.stringify(body);
    const headers: Record<string, string> = { ...options.headers };
    if (method !== 'GET') headers['idempotency-key'] = options.idempotencyKey ?? crypto.randomUUID();
    if (typeof sent === 'string') headers['content-type'] = 'application/json';

    const attempt = (token: string): Promise<Answer> => {
      if ((options.subject ?? session.subject) !== session.subject) throw new AuthenticationError('user_changed');
      if (token !== ANONYMOUS) headers['authorization'] = `Bearer ${token}`;
      const run = (inner: AbortSignal): Promise<Answer> =>
        send(
          settings.fetch,
          what,
          url,
          {
            method,
            headers,
            body: sent,
            credentials: 'omit',
            redirect: 'error', // a redirect would carry the token to an origin nobody configured
            signal: inner,
          },
          options.raw,
        );
      return withDeadline(settings.clock, options.timeoutMs ?? settings.timeoutMs, what, signal, run, ends);
    };

    const answer = await attempt(token).catch(async (error: unknown) => {
      const next = error instanceof AuthenticationError && error.status === 401 && token !== key && session.replace(token);
      if (!next) throw error;
      return attempt(await next);
    });
    if (answer.body === undefined) throw new ServerError('invalid_response', what, { status: answer.status });
    if (settings.strict && !options.raw) (await import('./strict.js')).checkAnswer(method, path, what, answer);
    return answer.body as T;
  };
}
