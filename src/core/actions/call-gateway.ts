import type { Client } from '../client.js';
import type { RequestOptions } from '../transport.js';

export interface GatewayCall extends Pick<RequestOptions, 'method' | 'body' | 'headers' | 'signal' | 'idempotencyKey'> {
  /** The id of the provider at the billing API, which keeps the provider's key. */
  providerId: string;
  /** The path at the provider: `/v1/chat/completions`. */
  path: string;
  /** Until its first byte. Default 60,000. */
  timeoutMs?: number;
}

/**
 * Calls a provider through the billing API, which debits one unit per success. Resolves with the Response itself, which can
 * be streamed; rejects with QuotaExceededError `not_enough_queries`, whose `details` hold the balances.
 */
export async function callGateway(client: Client, { providerId, path, ...options }: GatewayCall): Promise<Response> {
  const at = `/api/v1/api-gateway/${encodeURIComponent(providerId)}/${path.replace(/^\//, '')}`;
  const response = await client.request<Response>(at, { timeoutMs: 60_000, ...options, raw: true });
  client.invalidate('balances');
  return response;
}
