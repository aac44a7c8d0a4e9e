import { systemClock, type Clock } from '../core/clock.js';
import { assertCount, resolveApiUrl, type ConnectionOptions } from './options.js';
import { createTransport, type Transport, type TransportOptions } from './transport.js';

type Credentials = Record<string, string>;

export interface Connection {
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** A transport that calls with these headers. */
  as(credentials: Credentials | (() => Promise<Credentials>), alive?: AbortSignal): Transport;
}

/** @throws TypeError for options that could never work. */
export function connect(options: ConnectionOptions): Connection {
  const { timeout = 30_000, maxRetries = 3, clock = systemClock, random = Math.random } = options;
  assertCount('timeout', timeout, 1);
  assertCount('maxRetries', maxRetries, 0);
  const shared: Omit<TransportOptions, 'credentials'> = {
    apiUrl: resolveApiUrl(options.apiUrl),
    timeoutMs: timeout,
    maxRetries,
    // Looked up per call, and called without a receiver: workers refuse a detached or foreign `this`.
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    clock,
    random,
  };
  return {
    ...shared,
    as: (credentials, alive) =>
      createTransport({
        ...shared,
        credentials: typeof credentials === 'function' ? credentials : async () => credentials,
        ...(alive && { alive }),
      }),
  };
}
