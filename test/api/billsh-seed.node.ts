import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { pathToFileURL } from 'node:url';
import { NO_SEEDS, readSeed } from '../compat/seeds.js';
import { listening, type Listening } from '../support/listening.js';
import { world } from './support.js';

const run = promisify(execFile);
const SEED = readSeed('003')?.join('\n');
const missing = SEED === undefined ? `${NO_SEEDS}: the two clients of seed 003 were NOT run` : false;
if (missing) console.error(missing);

/** The first on the PATH may be without it where the system's own has it. */
async function pythonWithRequests(): Promise<string | undefined> {
  for (const python of ['python3', '/usr/bin/python3']) {
    if (await run(python, ['-c', 'import requests']).then(() => true, () => false)) return python;
  }
  return undefined;
}
const python3 = await pythonWithRequests();
const noPython = python3 ? missing : 'python3 with `requests` is not here (pip install requests): the Python client of seed 003 was NOT run';
if (!python3) console.error(noPython);

const between = (text: string, start: string, end: string): string => {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  assert.ok(from >= 0 && to > from, `the seed has no part from ${start}`);
  return text.slice(from, to);
};

/** What a reader of the page would change: key, base URL and the placeholder of the plan. */
const adapted = (source: string, url: string, key: string): string =>
  source.replaceAll('https://api.bill.sh', url).replaceAll('bsk_live_your_key_here', key).replaceAll('your-plan-id', 'pro');

describe('the clients of seed 003 against our API', { skip: missing }, () => {
  let api: Listening;
  let secret: string;
  let folder: string;
  before(async () => {
    const made = await world();
    secret = made.secret;
    api = await listening(made.api);
    folder = await mkdtemp(join(tmpdir(), 'seed-003-'));
  });
  after(async () => {
    await api.close();
    await rm(folder, { recursive: true, force: true });
  });

  describe('in Python', { skip: noPython }, () => {
    const python = async (script: string): Promise<string> => (await run(python3 ?? 'python3', [script], { cwd: folder })).stdout;

    before(async () => {
      const source = between(SEED ?? '', '"""\nbilling_client.py', '\nTypeScript Minimal Client');
      await writeFile(join(folder, 'billing_client.py'), adapted(source, api.url, secret));
    });

    it('runs its own example as it stands', async () => {
      const printed = await python('billing_client.py');
      assert.match(printed, /^Customer cus_\w+ subscribed: sub_\w+\nEvent accepted: evt-[0-9a-f-]{36}\n$/);
    });

    it('reads usage, bills once and finalizes', async () => {
      await writeFile(
        join(folder, 'rest.py'),
        `
import json
from billing_client import BillingClient
client = BillingClient(admin_token="${secret}")
customer = client.create_customer("Beta Corp", "billing@beta.com", account_type="Organization")
same = client.create_customer("Beta Corp", "billing@beta.com", account_type="Organization")
subscription = client.create_subscription(customer["id"], "starter")
for tokens in (512, 100):
    client.send_event("api.request", customer["id"], subscription["id"], {"input_tokens": tokens})
usage = client.get_usage(subscription["id"])
client.bill_subscription(subscription["id"])
client.bill_subscription(subscription["id"])
draft = client.get("/invoices", {"subscription_id": subscription["id"]})["data"]
invoice = client.finalize_invoice(draft[0]["id"])
print(json.dumps({"same": same["id"] == customer["id"], "status": subscription["status"], "meters": usage["meters"],
                  "drafts": len(draft), "invoice": [invoice["id"] == draft[0]["id"], invoice["status"], bool(invoice["number"])]}))
`,
      );
      assert.deepEqual(JSON.parse(await python('rest.py')), {
        same: true,
        status: 'active',
        meters: [
          { key: 'api_requests', aggregation: 'COUNT', value: 2 },
          { key: 'input_tokens', aggregation: 'SUM', value: 612 },
        ],
        drafts: 1,
        invoice: [true, 'open', true],
      });
    });
  });

  describe('in TypeScript', () => {
    interface SeedClient {
      get<T>(path: string, params?: Record<string, string>): Promise<T>;
      post<T>(path: string, body: object, idempotencyKey?: string): Promise<T>;
      createCustomer(displayName: string, email: string, currency?: string): Promise<{ id: string }>;
      subscribe(customerId: string, planId: string, options?: { trial_days?: number }): Promise<{ id: string; status: string }>;
      sendEvent(customerId: string, subscriptionId: string, type: string, properties: Record<string, unknown>): Promise<{ accepted: boolean; event_id: string }>;
    }
    let client: SeedClient;

    before(async () => {
      const source = between(SEED ?? '', '/**\n * billing-client.ts', '\nWhat’s in the OpenAPI Spec');
      const file = join(folder, 'billing-client.ts');
      await writeFile(file, adapted(source, api.url, secret));
      await writeFile(join(folder, 'package.json'), '{"type": "module"}');
      const { BillingClient } = (await import(pathToFileURL(file).href)) as { BillingClient: new (token: string) => SeedClient };
      client = new BillingClient(secret);
    });

    it('makes a customer, subscribes them and sends an event', async () => {
      const customer = await client.createCustomer('Gamma Corp', 'billing@gamma.com');
      const subscription = await client.subscribe(customer.id, 'pro', { trial_days: 14 });
      assert.equal(subscription.status, 'trialing');
      const answer = await client.sendEvent(customer.id, subscription.id, 'api.request', { model: 'gpt-4o', input_tokens: 512 });
      assert.equal(answer.accepted, true);
      assert.match(answer.event_id, /^evt-/);
      const usage = await client.get<{ meters: { key: string; value: number }[] }>(`/v1/subscriptions/${subscription.id}/usage`);
      assert.deepEqual(usage.meters.map(({ key, value }) => [key, value]), [['api_requests', 1], ['input_tokens', 512]]);
    });

    it('tells of a refusal in its own words', async () => {
      await assert.rejects(client.subscribe('cus_nobody', 'pro'), /POST \/v1\/subscriptions failed: 404 .*not_found/);
    });
  });
});
