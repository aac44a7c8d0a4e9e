// What a user of the generated clients would write. The test compiles it with `strict` and runs it against the API:
// tsx consumer.ts API_URL SECRET_KEY
import createClient from 'openapi-fetch';
import type { paths } from './schema.js';
import * as sdk from './hey/index.js';
import { createClient as createHeyClient } from './hey/client/index.js';

const [baseUrl = '', secretKey = ''] = process.argv.slice(2);

function sure<T>(value: T | undefined, error: unknown): T {
  if (value === undefined) throw new Error(JSON.stringify(error));
  return value;
}

async function withOpenApiFetch() {
  const api = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${secretKey}` } });
  const products = await api.GET('/v1/products', { params: { query: { planIds: 'starter' } } });
  const session = await api.POST('/v1/session-tokens', {
    params: { header: { 'Idempotency-Key': 'session-1' } },
    body: { externalUserId: 'user_pro', expiresIn: 600 },
  });
  const { sessionToken } = sure(session.data, session.error);
  const browser = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${sessionToken}` } });
  const used = await browser.POST('/v1/features/track-usage', { body: { feature_key: 'api_calls', quantity: 1 } });
  const refused = await browser.GET('/v1/checkout/{id}/status', { params: { path: { id: 'cs_unknown' } } });
  // @ts-expect-error -- the API has no such field
  void products.data?.products[0]?.colour;
  return {
    plan: sure(products.data, products.error).products[0]?.name,
    consumed: sure(used.data, used.error).usage.consumed_units,
    refused: refused.error?.error.code,
  };
}

async function withHeyApi() {
  const client = createHeyClient({ baseUrl, auth: secretKey });
  const products = await sdk.listProducts({ client, query: { planIds: 'starter' } });
  const session = await sdk.createSessionToken({ client, body: { externalUserId: 'user_pro' } });
  const browser = createHeyClient({ baseUrl, auth: sure(session.data, session.error).sessionToken });
  const used = await sdk.trackFeatureUsage({ client: browser, body: { feature_key: 'api_calls', quantity: 1 }, headers: { 'Idempotency-Key': 'use-1' } });
  const refused = await sdk.getCheckoutStatus({ client: browser, path: { id: 'cs_unknown' } });
  return {
    plan: sure(products.data, products.error).products[0]?.name,
    consumed: sure(used.data, used.error).usage.consumed_units,
    refused: refused.error && 'error' in refused.error ? refused.error.error.code : undefined,
  };
}

console.log(JSON.stringify({ openapiFetch: await withOpenApiFetch(), heyApi: await withHeyApi() }));
