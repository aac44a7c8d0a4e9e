import type { Clock } from '../core/clock.js';
import { pause, withDeadline } from '../core/deadline.js';
import { NetworkError, ServerError } from '../core/errors.js';
import { describe, send } from '../core/http.js';
import { noAnswer, unsendable, wordsOf } from './failures.js';
import { retryDelayMs } from './retry.js';

export interface CallOptions {
  /** Ends the call, also between attempts. */
  signal?: AbortSignal;
  /** The key of a mutation, in ASCII, so that a copy has no second effect. Default: a new one per call, for all its attempts. */
  idempotencyKey?: string;
}

export interface Call extends CallOptions {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Relative to the API's address. */
  path: string;
  query?: Record<string, string | undefined>;
  /** Sent as JSON, FormData as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface TransportOptions {
  apiUrl: string;
  /** The headers that say who calls. Asked for before each attempt, since a session may have been renewed meanwhile. */
  credentials: () => Promise<Record<string, string>>;
  timeoutMs: number;
  maxRetries: number;
  fetch: typeof fetch;
  clock: Clock;
  random: () => number;
  /** Aborted when the client ends, and then ends requests under way. */
  alive?: AbortSignal;
}

/** Makes one call, in as many attempts as it needs. Every failure is a `BillingError`, or the reason of the caller's own abort. */
export type Transport = (call: Call) => Promise<unknown>;

export function createTransport(options: TransportOptions): Transport {
  return async (call) => {
    const request = requestOf(call, options);
    const signal = AbortSignal.any([call.signal, options.alive].filter((it) => it !== undefined));
    for (let attempt = 0; ; attempt++) {
      try {
        return await attemptOnce(request, options, signal);
      } catch (error) {
        const delay = attempt < options.maxRetries ? retryDelayMs(error, attempt, options.random) : undefined;
        if (delay === undefined) throw error;
        await pause(options.clock, delay, signal);
      }
    }
  };
}

interface PreparedRequest {
  url: string;
  /** For messages: without credentials, and without the query, which holds customers' ids. */
  what: string;
  headers: Headers;
  init: RequestInit;
}

function requestOf({ method, path, query = {}, body, headers: more, idempotencyKey = crypto.randomUUID() }: Call, { apiUrl }: TransportOptions): PreparedRequest {
  const url = new URL(apiUrl + path);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const what = describe(url.href, method);
  if (!/^[\x20-\x7e]+$/.test(idempotencyKey)) throw unsendable(what, 'an idempotency key has to be printable ASCII');
  const isJson = body !== undefined && !(body instanceof FormData);
  try {
    const headers = new Headers({ accept: 'application/json', ...more });
    if (method !== 'GET') headers.set('idempotency-key', idempotencyKey);
    if (isJson) headers.set('content-type', 'application/json');
    // Not 'error', which some workers do not have: a redirect then is an answer that is not ok, and the key stays here.
    return { url: url.href, what, headers, init: { method, body: isJson ? JSON.stringify(body) : body, redirect: 'manual' } };
  } catch (error) {
    throw unsendable(what, wordsOf(error));
  }
}

async function attemptOnce(request: PreparedRequest, options: TransportOptions, signal: AbortSignal): Promise<unknown> {
  const { url, what, headers, init } = request;
  const answer = await withDeadline(options.clock, options.timeoutMs, what, signal, async (inner) => {
    for (const [name, value] of Object.entries(await options.credentials())) headers.set(name, value);
    return send(options.fetch, what, url, { ...init, headers, signal: inner }).catch((error: unknown) => {
      throw error instanceof NetworkError ? noAnswer(what, error.cause) : error;
    });
  });
  if (answer.body === undefined) {
    throw new ServerError('invalid_response', `${what}: the answer is not JSON. Is this the address of a billing API?`, { status: answer.status });
  }
  return answer.body;
}
