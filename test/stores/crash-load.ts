import assert from 'node:assert/strict';
import type { ApiProcess } from './process.js';
import { gone } from './process.js';

export interface Survived {
  readonly sent: number;
  /** Uses of one unit by user_pro that were acknowledged. */
  readonly uses: number;
  /** Customers whose making was acknowledged. */
  readonly customers: readonly string[];
}

const send = (url: string, path: string, key: string, body: object) =>
  fetch(url + path, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: JSON.stringify(body) }).catch(() => undefined);

/** Uses and changes as fast as they go, until the process has acknowledged `enough` and is killed without warning. */
export async function loadUntilKilled(api: ApiProcess, key: string, enough: number): Promise<Survived> {
  let sent = 0;
  let uses = 0;
  const customers: string[] = [];
  const load = Array.from({ length: 12 }, async () => {
    for (;;) {
      const id = `k${(sent += 1)}`;
      const change = sent % 3 === 0;
      const answer = await (change
        ? send(api.url, '/customers', key, { external_user_id: id })
        : send(api.url, '/v1/usage/track', key, { customer_id: 'user_pro', feature_key: 'api_calls', quantity: 1, idempotency_key: id }));
      if (!answer) return;
      if (answer.ok && change) customers.push(id);
      else if (answer.ok) uses += 1;
      if (uses + customers.length === enough) api.child.kill('SIGKILL');
    }
  });
  await Promise.all(load);
  await gone(api.child);
  assert.ok(uses + customers.length >= enough);
  return { sent, uses, customers };
}

/** What was acknowledged is there, and nothing more than was sent. `before` is what user_pro had used. */
export async function assertSurvived(url: string, key: string, { sent, uses, customers }: Survived, before: number): Promise<void> {
  const read = async (path: string) => {
    const answer = await fetch(url + path, { headers: { 'x-api-key': key } });
    return { status: answer.status, body: (await answer.json()) as { metrics?: { consumed: number }[] } };
  };
  const counted = ((await read('/v1/usage/metrics?customer_id=user_pro&feature_key=api_calls')).body.metrics?.[0]?.consumed ?? 0) - before;
  assert.ok(counted >= uses && counted <= sent, `${counted} counted, ${uses} acknowledged, ${sent} sent`);
  for (const id of customers) assert.equal((await read(`/customers/external/${id}`)).status, 200, `${id} was acknowledged and is gone`);
}
