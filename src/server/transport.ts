import { isBillingError, NetworkError } from '../core/errors.js';
import { readAnswer } from './answer.js';
import { retryDelayMs } from './retry.js';

export interface CallOptions {
  /** Gives up, also between attempts. */
  signal?: AbortSignal;
  /** Names a mutation, so that a copy has no second effect. Default: a fresh one per call, the same for all its attempts. */
  idempotencyKey?: string;
}

export interface Call extends CallOptions {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Relative to the API's address. */
  path: string;
  query?: Record<string, string | undefined>;
  /** Sent as JSON, FormData as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface TransportOptions {
  apiUrl: string;
  credentials: Record<string, string>;
  timeoutMs: number;
  maxRetries: number;
  fetch: typeof fetch;
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  random: () => number;
}

/** Carries one logical call over as many attempts as it needs. Every failure is a `BillingError`, or the reason of the caller's own abort. */
export type Transport = (call: Call) => Promise<unknown>;

export function createTransport(options: TransportOptions): Transport {
  return async (call) => {
    const request = requestOf(call, options);
    for (let attempt = 0; ; attempt++) {
      try {
        return await attemptOnce(request, options, call.signal);
      } catch (error) {
        const delay = attempt < options.maxRetries ? retryDelayMs(error, attempt, options.random) : undefined;
        if (delay === undefined) throw error;
        await options.sleep(delay, call.signal);
      }
    }
  };
}

interface PreparedRequest {
  url: URL;
  /** For messages: no credential, and no query, which holds customers' ids. */
  title: string;
  init: RequestInit;
}

function requestOf(call: Call, { apiUrl, credentials }: TransportOptions): PreparedRequest {
  const url = new URL(apiUrl + call.path);
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const headers = new Headers({ accept: 'application/json', ...call.headers, ...credentials });
  if (call.method !== 'GET') headers.set('idempotency-key', call.idempotencyKey ?? crypto.randomUUID());

  const isForm = call.body instanceof FormData;
  if (call.body !== undefined && !isForm) headers.set('content-type', 'application/json');
  const body = call.body === undefined || isForm ? (call.body as FormData | undefined) : JSON.stringify(call.body);
  // Not 'error': some workers do not know it. A redirect surfaces as an answer that is not ok, and the key stays here.
  const init: RequestInit = { method: call.method, headers, body, redirect: 'manual' };
  return { url, title: `${call.method} ${url.origin}${url.pathname}`, init };
}

async function attemptOnce({ url, title, init }: PreparedRequest, options: TransportOptions, signal?: AbortSignal): Promise<unknown> {
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(options.timeoutMs);
  try {
    const response = await options.fetch(url, { ...init, signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
    return await readAnswer(response, title);
  } catch (error) {
    if (isBillingError(error)) throw error;
    if (signal?.aborted) throw signal.reason;
    if (timeout.aborted) throw new NetworkError('timeout', `${title}: no answer within ${options.timeoutMs} ms`, { cause: error });
    throw new NetworkError('network_error', `${title}: no connection`, { cause: error });
  }
}
