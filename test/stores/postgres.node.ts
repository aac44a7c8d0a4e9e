import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { seedDemo, type Database } from '../../src/api/index.js';
import { openNodeDatabase } from '../../src/api/node-database.js';
import { startPostgres, type PostgresServer } from '../../tools/postgres.js';
import { gone, spawnApi } from './process.js';
import { assertSurvived, loadUntilKilled } from './crash-load.js';

describe('on a Postgres server', () => {
  let server: PostgresServer | undefined;
  let db: Database;
  before(async () => {
    server = await startPostgres();
    if (server) ({ db } = await openNodeDatabase(server.url, { seed: true }));
  });
  after(async () => {
    await db?.destroy();
    await server?.stop();
  });

  const withServer = (name: string, work: (url: string) => Promise<void>) =>
    it(name, async (test) => {
      if (server) return work(server.url);
      test.skip('no Postgres is installed');
    });

  const seeded = async (projectId: string) => {
    const key = `sk_test_${projectId}`;
    await seedDemo(db, { projectId, keys: [key] });
    return key;
  };
  const post = (url: string, path: string, key: string, body: object, headers: Record<string, string> = {}) =>
    fetch(url + path, { method: 'POST', headers: { authorization: `Bearer ${key}`, ...headers }, body: JSON.stringify(body) });
  const consumed = async (url: string, key: string) => {
    const answer = await fetch(`${url}/v1/usage/metrics?customer_id=user_pro&feature_key=api_calls`, { headers: { 'x-api-key': key } });
    const { metrics } = (await answer.json()) as { metrics: { consumed: number }[] };
    return (metrics[0]?.consumed ?? 0) - 64_210;
  };

  withServer('the sandbox keys are never seeded', async () => {
    const keys = await db.selectFrom('apiKeys').select('id').execute();
    assert.deepEqual(keys, []);
  });

  withServer('two processes start at once, migrate once and are one service', async (url) => {
    const processes = await Promise.all([spawnApi(url), spawnApi(url)]);
    const [first, second] = processes;
    try {
      assert.ok(first?.url && second?.url, processes.map((it) => it.output()).join('\n'));
      const urls = [first.url, second.url];
      const key = await seeded('two');
      const copies = await Promise.all(
        Array.from({ length: 100 }, async (_, index) => {
          const answer = await post(urls[index % 2] ?? '', '/v1/checkout/create', key, { customerId: 'user_free', priceId: 'price_starter_month_usd' }, { 'idempotency-key': 'k' });
          return (await answer.json()) as { id: string };
        }),
      );
      assert.equal(new Set(copies.map((copy) => copy.id)).size, 1);
      const uses = await Promise.all(
        Array.from({ length: 100 }, (_, index) => post(urls[index % 2] ?? '', '/v1/usage/track', key, { customer_id: 'user_near_limit', feature_key: 'api_calls', quantity: 10 })),
      );
      assert.equal(uses.filter((answer) => answer.status === 200).length, 79, 'two processes do not give away the same last unit');
    } finally {
      for (const { child } of processes) child.kill('SIGTERM');
      await Promise.all(processes.map(({ child }) => gone(child)));
    }
  });

  withServer('a process killed under load loses nothing that it acknowledged', async (url) => {
    const key = await seeded('killed');
    const survived = await loadUntilKilled(await spawnApi(url), key, 300);
    const next = await spawnApi(url);
    try {
      await assertSurvived(next.url, key, survived, 64_210);
      const { n } = await db.selectFrom('usageEvents').select(({ fn }) => fn.countAll<number>().as('n')).where('projectId', '=', 'killed').where('id', 'like', 'k%').executeTakeFirstOrThrow();
      assert.equal(n, await consumed(next.url, key), 'events and counters agree');
    } finally {
      next.child.kill('SIGTERM');
      await gone(next.child);
    }
  });
});
