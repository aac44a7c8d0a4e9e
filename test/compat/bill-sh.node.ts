import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { startApi, type RunningApi } from '../../src/api/node.js';
import { block, NO_SEEDS, readSeed, runModule } from './seeds.js';

const SEED = readSeed('003');
const HAS_REQUESTS = spawnSync('python3', ['-c', 'import requests']).status === 0;

interface TypeScriptClient {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
  createCustomer(displayName: string, email: string): Promise<{ id: string }>;
  subscribe(customerId: string, planId: string, opts?: { trial_days?: number }): Promise<{ id: string; status: string }>;
  sendEvent(customerId: string, subscriptionId: string, eventType: string, properties: object): Promise<{ accepted: boolean; event_id: string }>;
}

/** The clients that the bill.sh documentation prints in full, with key, base URL and plan id of ours. */
describe('the clients of seed 003', { skip: SEED ? false : NO_SEEDS }, () => {
  let api: RunningApi;
  before(async () => {
    api = await startApi({ port: 0, databaseUrl: 'memory:' });
  });
  after(() => api.close());

  const adapted = (source: string): string =>
    source.replaceAll('https://api.bill.sh', api.url).replaceAll('bsk_live_your_key_here', 'bsk_test_sandbox').replaceAll('your-plan-id', 'pro');

  it('the Python client runs its own example, then meters, bills and finalizes', { skip: HAS_REQUESTS ? false : 'python3 with requests is not here' }, async () => {
    const client = block(SEED ?? [], 'Manual HTTP Client Pattern', '"""', `    print(f"Event accepted: {result['event_id']}")`);
    const more = `
    import json
    client.create_subscription(customer["id"], "your-plan-id", trial_days=14)
    usage = client.get_usage(subscription["id"])
    client.bill_subscription(subscription["id"])
    invoice = client.post(f"/admin/v1/subscriptions/{subscription['id']}/bill", {}, idempotency_key=f"bill-{subscription['id']}")
    print("RESULT " + json.dumps({"subscription": subscription, "usage": usage, "invoice": invoice, "final": client.finalize_invoice(invoice["id"])}))
`;
    const { stdout } = await promisify(execFile)('python3', ['-c', adapted(client + more)]);
    assert.match(stdout, /^Customer cus_\w+ subscribed: sub_\w+$/m);
    assert.match(stdout, /^Event accepted: evt-/m);
    const { subscription, usage, invoice, final } = JSON.parse(/^RESULT (.*)$/m.exec(stdout)?.[1] ?? '') as {
      subscription: { status: string };
      usage: { meters: { key: string; aggregation: string; value: number }[] };
      invoice: { status: string; total: number };
      final: { status: string; number: string };
    };
    assert.equal(subscription.status, 'trialing');
    assert.deepEqual(usage.meters.map(({ aggregation, value }) => [aggregation, value]).toSorted(), [['COUNT', 1], ['SUM', 512]]);
    assert.deepEqual({ status: invoice.status, total: invoice.total }, { status: 'draft', total: 0 });
    assert.equal(final.status, 'paid', 'nothing is owed for a trial');
    assert.match(final.number, /\d/);
  });

  it('the TypeScript client creates a customer, subscribes and sends events', async () => {
    const source = block(SEED ?? [], 'TypeScript Minimal Client', '/**', '}');
    const { BillingClient } = await runModule(adapted(source));
    const client = new (BillingClient as new (token: string) => TypeScriptClient)('bsk_test_sandbox');
    const customer = await client.createCustomer('Acme Corp', 'billing@acme.com');
    const subscription = await client.subscribe(customer.id, 'starter');
    assert.deepEqual(await client.subscribe(customer.id, 'starter'), subscription, 'the same key has no second effect');
    const { accepted, event_id } = await client.sendEvent(customer.id, subscription.id, 'api.request', { input_tokens: 7 });
    assert.equal(accepted, true);
    assert.match(event_id, /^evt-/);
    const { meters } = await client.get<{ meters: { value: number }[] }>(`/v1/subscriptions/${subscription.id}/usage`);
    assert.deepEqual(meters.map(({ value }) => value).toSorted(), [1, 7]);
    const draft = await client.post<{ id: string; status: string }>(`/admin/v1/subscriptions/${subscription.id}/bill`, {});
    const open = await client.post<{ status: string; number: string }>(`/admin/v1/invoices/${draft.id}/finalize`, {});
    assert.deepEqual([draft.status, open.status], ['draft', 'open']);
    await assert.rejects(client.get('/v1/subscriptions/sub_nobody/usage'), /404/);
  });
});
