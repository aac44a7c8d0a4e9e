import { withDeadline } from '../core/deadline.js';
import { BillingError } from '../core/errors.js';
import { describe, toError } from '../core/http.js';
import { connect, type Connection } from './connection.js';
import { noAnswer } from './failures.js';
import type { Identity, SessionHolder } from './identity.js';
import { checkedSecretKey, type ConnectionOptions } from './options.js';

export interface ApiGatewayOptions extends ConnectionOptions {
  projectId: string;
  /** With a key, `identity` says whose balance pays. Only on your server. */
  secretKey?: string | undefined;
  identity?: Identity;
  /** The signed-in user pays. */
  session?: SessionHolder;
}

/** Calls a provider through the billing API, which knows the provider's key and takes one unit per success. */
export class ApiGatewayClient {
  readonly #connection: Connection;
  readonly #options: ApiGatewayOptions;

  constructor(options: ApiGatewayOptions) {
    if (!options.projectId) throw new TypeError('ApiGatewayClient needs a projectId.');
    const { secretKey } = options;
    if (secretKey !== undefined) checkedSecretKey({ ...options, secretKey });
    this.#options = options;
    this.#connection = connect(options);
  }

  /**
   * The provider's own answer, good or bad, streamed. Sent once: a second try could be paid for twice.
   * @param path below the provider's address: `v1/chat/completions`
   * @throws QuotaExceededError `not_enough_queries` when the balance is used up, or another BillingError of the gateway itself
   */
  async call(providerId: string, path: string, init: RequestInit = {}): Promise<Response> {
    const url = this.#urlOf(providerId, path);
    const { clock, timeoutMs, fetch } = this.#connection;
    const { signal } = init;
    const what = describe(url, init.method);
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(await this.#credentials())) headers.set(name, value);

    const response = await withDeadline(clock, timeoutMs, what, undefined, (inner) =>
      fetch(url, { ...init, headers, redirect: 'manual', signal: signal ? AbortSignal.any([signal, inner]) : inner }),
    ).catch((error: unknown) => {
      if (signal?.aborted) throw signal.reason;
      if (error instanceof BillingError) throw error;
      throw noAnswer(what, error);
    });
    const refusal = response.ok ? undefined : await readRefusal(response.clone());
    if (refusal) throw toError(response.status, response.headers, refusal, what);
    return response;
  }

  #urlOf(providerId: string, path: string): string {
    const base = `${this.#connection.apiUrl}/api/v1/api-gateway/${encodeURIComponent(providerId)}/`;
    const url = new URL(path.replace(/^\/+/, ''), base).href;
    // '..' and whole addresses would take the credentials elsewhere.
    if (!providerId || !url.startsWith(base)) throw new TypeError('path must lie below the provider.');
    return url;
  }

  async #credentials(): Promise<Record<string, string>> {
    const { projectId, secretKey, identity = {}, session } = this.#options;
    const token = await session?.getToken();
    const paywall = { 'x-paywall-id': projectId };
    if (token) return { ...paywall, authorization: `Bearer ${token}` };
    return {
      ...paywall,
      ...(secretKey && { 'x-api-key': secretKey }),
      ...(identity.email && { 'x-user-email': identity.email }),
      ...(identity.userId && { 'x-user-id': identity.userId }),
    };
  }
}

/** The gateway's own refusals have a code and a request id; anything else is the provider's answer. */
async function readRefusal(response: Response): Promise<object | undefined> {
  const body: unknown = await response.json().catch(() => undefined);
  const isOurs = typeof body === 'object' && body !== null && 'code' in body && 'requestId' in body;
  return isOurs ? body : undefined;
}
