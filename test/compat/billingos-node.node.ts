import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startApi, type RunningApi } from '../../src/api/node.js';
import { Billing } from '../../src/server/index.js';
import { BillingOS, NetworkError, ValidationError } from '../../src/compat/billingos-node.js';
import '../support/quick-database.js';
import { block, NO_SEEDS, ours, readSeed, restored, runModule } from './seeds.js';

const SEED_001 = readSeed('001');

describe('BillingOS, for users of @billingos/node', () => {
  let api: RunningApi;
  before(async () => {
    api = await startApi({ port: 0, databaseUrl: 'memory:' });
    process.env['BILLINGOS_API_URL'] = api.url;
    process.env['BILLINGOS_SECRET_KEY'] = 'sk_test_sandbox';
  });
  after(async () => {
    delete process.env['BILLINGOS_API_URL'];
    await api.close();
  });

  it('is our Billing, with the addresses that the key prefixes had', (t) => {
    const url = process.env['BILLINGOS_API_URL'];
    t.after(() => (process.env['BILLINGOS_API_URL'] = url));
    delete process.env['BILLINGOS_API_URL'];
    const addressOf = (secretKey: string): string => new BillingOS({ secretKey }).apiUrl;
    assert.equal(addressOf('sk_test_a'), 'https://sandbox-api.billingos.dev');
    assert.equal(addressOf('sk_live_a'), 'https://api.billingos.dev');
    assert.throws(() => addressOf('another'), TypeError);
    assert.equal(new BillingOS({ secretKey: 'sk_live_a', apiUrl: 'https://billing.example' }).apiUrl, 'https://billing.example');
    assert.ok(new BillingOS({ secretKey: 'sk_test_a' }) instanceof Billing);
  });

  it('takes BILLINGOS_API_URL before the prefix', () => assert.equal(new BillingOS({ secretKey: 'sk_live_a' }).apiUrl, api.url));

  it('exports the error classes of the original', async () => {
    await assert.rejects(new BillingOS({ secretKey: 'sk_test_sandbox' }).createSessionToken({ externalUserId: '' }), ValidationError);
    const nowhere = new BillingOS({ secretKey: 'sk_test_sandbox', apiUrl: 'http://127.0.0.1:9', maxRetries: 0 });
    await assert.rejects(nowhere.createSessionToken({ externalUserId: 'a' }), NetworkError);
  });

  /** Seed 001 as one program: its examples in order, with the import line and the placeholder user of ours. */
  function seed001(lines: readonly string[]): string {
    const quick = [
      block(lines, 'Initialize', 'import { BillingOS } from "@billingos/node";', '});'),
      block(lines, 'Create a session token', 'const { sessionToken, expiresAt } = await billing.createSessionToken({', '});'),
      block(lines, 'Check a feature entitlement', 'const result = await billing.checkEntitlement("user_123", "api_calls");', '}'),
      block(lines, 'Track usage', 'await billing.trackUsage({', '});'),
    ].join('\n\n');
    return `${quick}\nexport { billing, sessionToken, expiresAt, result };`
      .replace('"@billingos/node"', JSON.stringify(ours('compat/billingos-node.ts')))
      .replaceAll('user_123', 'user_free');
  }

  it('runs the examples of seed 001', { skip: SEED_001 ? false : NO_SEEDS }, async () => {
    const billing = new Billing({ secretKey: 'sk_test_sandbox', apiUrl: api.url });
    const before = (await billing.getUsageMetrics('user_free', 'api_calls')).metrics[0]?.consumed ?? NaN;
    const { sessionToken, expiresAt, result } = await runModule(seed001(SEED_001 ?? []));
    assert.match(String(sessionToken), /^bos_session_test_/);
    assert.ok(expiresAt instanceof Date);
    assert.equal((result as { has_access: boolean }).has_access, true);
    assert.equal((await billing.getUsageMetrics('user_free', 'api_calls')).metrics[0]?.consumed, before + 1);
  });

  it('runs the error handling of seed 001', { skip: SEED_001 ? false : NO_SEEDS }, async (t) => {
    const said: unknown[][] = [];
    t.mock.method(console, 'error', (...words: unknown[]) => said.push(words));
    const lines = SEED_001 ?? [];
    const handling = block(lines, 'Error handling', 'import { BillingOS, ValidationError, NotFoundError } from "@billingos/node";', '}');
    const client = block(lines, 'Initialize', 'const billing = new BillingOS({', '});');
    const [imports = '', ...rest] = handling.split('\n');
    await runModule([imports.replace('"@billingos/node"', JSON.stringify(ours('compat/billingos-node.ts'))), client, ...rest].join('\n'));
    assert.equal(said.length, 1);
    assert.equal(said[0]?.[0], 'Invalid input:');
  });

  it('runs the session endpoint of seed 000, its line breaks restored', async () => {
    const example = restored('000', `
import { BillingOS } from "@billingos/node";

const billing = new BillingOS({
  secretKey: process.env.BILLINGOS_SECRET_KEY!,
});

export async function GET(request: Request) {
  // Replace with your actual auth — NextAuth, Clerk, Supabase, etc.
  const userId = await getLoggedInUserId(request);

  const { sessionToken, expiresAt } = await billing.createSessionToken({
    externalUserId: userId, // your user's ID from your database
    expiresIn: 3600, // 1 hour
  });

  return Response.json({ sessionToken, expiresAt });
}
`);
    const auth = `const getLoggedInUserId = async (request: Request) => request.headers.get('x-user')!;`;
    const { GET } = await runModule(example.replace('"@billingos/node"', JSON.stringify(ours('compat/billingos-node.ts'))) + auth);
    const answer = await (GET as (request: Request) => Promise<Response>)(new Request('https://app.example', { headers: { 'x-user': 'user_free' } }));
    const { sessionToken, expiresAt } = (await answer.json()) as { sessionToken: string; expiresAt: string };
    const seen = await fetch(`${api.url}/v1/features/entitlements`, { headers: { authorization: `Bearer ${sessionToken}` } });
    assert.equal(seen.status, 200);
    assert.ok(Math.abs(Date.parse(expiresAt) - Date.now() - 3_600_000) < 10_000);
  });
});
