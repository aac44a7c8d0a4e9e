import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { testCards, type PaymentProcessor } from '../../src/api/domain/payments.js';
import { openNodeDatabase } from '../../src/api/node-database.js';
import { startApi, type RunningApi, type StartOptions } from '../../src/api/node-server.js';
import { SANDBOX_KEYS } from '../../src/api/seed/demo.js';
import { applyCatalogs, readCatalogFile } from '../../src/api/services/apply-file.js';
import { revokeApiKey } from '../../src/api/store/api-keys.js';
import type { Database } from '../../src/api/store/database.js';
import '../support/quick-database.js';

const ELSEWHERE = '0.0.0.0';
const PUBLIC_URL = 'https://billing.example.com';

let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'billing-server-'))));
after(() => rm(folder, { recursive: true, force: true }));

async function serving<T>(options: StartOptions, look: (api: RunningApi) => Promise<T> | T): Promise<T> {
  const api = await startApi({ port: 0, ...options });
  try {
    return await look(api);
  } finally {
    await api.close();
  }
}

async function inFolder<T>(databaseUrl: string, work: (db: Database) => Promise<T>): Promise<T> {
  const { db, close } = await openNodeDatabase(databaseUrl, { seed: false });
  return work(db).finally(close);
}

const withDemoKey = async ({ url }: RunningApi): Promise<number> =>
  (await fetch(`${url}/customers`, { headers: { authorization: `Bearer ${SANDBOX_KEYS[0]}` } })).status;

describe('what a fresh API serves', () => {
  it('is the demo, where only this machine reaches it', async () => {
    await serving({ databaseUrl: 'memory:' }, async (api) => {
      assert.deepEqual([await withDemoKey(api), api.warnings], [200, []]);
    });
  });

  for (const [reached, options] of [['by its address', { hostname: ELSEWHERE }], ['under its public name', { publicUrl: PUBLIC_URL }]] as const) {
    it(`is nothing, where other machines reach it ${reached}, and it says what to do`, async () => {
      await serving({ databaseUrl: 'memory:', ...options }, async (api) => {
        assert.equal(await withDemoKey(api), 401);
        assert.equal(api.warnings.length, 1);
        assert.match(api.warnings[0] ?? '', /no project here yet[^]*billing-elements apply billing\.json/);
      });
    });
  }

  it('is what was applied, with no demo beside it', async () => {
    const databaseUrl = join(folder, 'acme');
    const acme = readCatalogFile('{"project":{"id":"acme","name":"Acme"}}');
    await inFolder(databaseUrl, (db) => applyCatalogs(db, acme, new Date()));
    await serving({ databaseUrl }, async (api) => assert.deepEqual([await withDemoKey(api), api.warnings], [401, []]));
    await serving({ databaseUrl, hostname: ELSEWHERE }, (api) => assert.deepEqual(api.warnings, []));
  });
});

describe('a live project', () => {
  it('is warned of where nobody moves its money', async () => {
    const databaseUrl = join(folder, 'live');
    const acme = readCatalogFile('{"project":{"id":"acme","name":"Acme","mode":"live"}}');
    await inFolder(databaseUrl, (db) => applyCatalogs(db, acme, new Date()));
    await serving({ databaseUrl }, ({ warnings }) => {
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? '', /^Project acme is live and sells nothing/);
    });
    const payments: PaymentProcessor = { ...testCards, testOnly: false };
    await serving({ databaseUrl, payments }, ({ warnings }) => assert.deepEqual(warnings, []));
  });
});

describe('a connection', () => {
  it('is kept for longer than a load balancer keeps it', async () => {
    await serving({ databaseUrl: 'memory:' }, async ({ url }) => {
      const { headers } = await fetch(`${url}/openapi.json`);
      const [, seconds] = /timeout=(\d+)/.exec(headers.get('keep-alive') ?? '') ?? [];
      assert.ok(Number(seconds) > 60, String(headers.get('keep-alive')));
    });
  });
});

describe('a secret that an upstream names', () => {
  it('is missed at the start, once for what has none', async () => {
    const databaseUrl = join(folder, 'gateway');
    const upstream = (id: string) => ({ id, url: 'https://ai.example.com', tokenType: 'ai', headers: { authorization: `Bearer \${GATEWAY_${id}}` } });
    const catalog = { project: { id: 'acme', name: 'Acme' }, tokenTypes: [{ type: 'ai' }], upstreams: [upstream('ONE'), upstream('TWO')] };
    await inFolder(databaseUrl, (db) => applyCatalogs(db, readCatalogFile(JSON.stringify(catalog)), new Date()));
    const secret = (name: string) => (name === 'GATEWAY_ONE' ? 'sk-1' : undefined);
    await serving({ databaseUrl, gateway: { secret } }, ({ warnings }) => {
      assert.deepEqual(warnings, ['GATEWAY_TWO not set in the environment: calls through the upstream TWO of project acme are refused']);
    });
  });
});

describe('a setting that is wrong', () => {
  it('is said before the database is opened', async () => {
    const databaseUrl = join(folder, 'untouched');
    await assert.rejects(startApi({ databaseUrl, publicUrl: 'billing.example.com' }), /API_PUBLIC_URL .*not "billing\.example\.com"/);
    assert.ok(!existsSync(databaseUrl));
  });
});

describe('a demo that was there before', () => {
  it('is warned of where other machines reach it, with what revokes its keys', async () => {
    const databaseUrl = join(folder, 'demo');
    await serving({ databaseUrl }, (api) => assert.deepEqual(api.warnings, []));
    const [warning = ''] = await serving({ databaseUrl, hostname: ELSEWHERE }, (api) => api.warnings);
    assert.match(warning, /reaches this API at 0\.0\.0\.0 .* project demo/);
    const revoked = Array.from(warning.matchAll(/keys revoke --project demo (\w+)/g), ([, id = '']) => id);
    assert.equal(revoked.length, 2, warning);
    assert.match((await serving({ databaseUrl, publicUrl: PUBLIC_URL }, (api) => api.warnings))[0] ?? '', /at billing\.example\.com/);

    for (const id of revoked) assert.ok(await inFolder(databaseUrl, (db) => revokeApiKey(db, 'demo', id, new Date())));
    const gateway = { secret: () => 'set' };
    await serving({ databaseUrl, hostname: ELSEWHERE, gateway }, async (api) => assert.deepEqual([await withDemoKey(api), api.warnings], [401, []]));
  });
});
