import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openNodeDatabase } from '../../src/api/node-database.js';
import { seedDemo } from '../../src/api/index.js';
import { randomText } from '../../src/api/domain/ids.js';
import { startPostgres } from '../../tools/postgres.js';
import { gone, spawnApi, type ApiProcess } from './process.js';

let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'billing-'))));
after(() => rm(folder, { recursive: true, force: true }));

const CHANGES = 200;

/** Adds 5 and takes 3 in turn, on either of two servers: what is applied twice, or lost, shows in the sum. */
const amountOf = (index: number): number => (index % 4 < 2 ? 5 : -3);
const SUM = (CHANGES / 2) * (5 - 3);

interface Project {
  readonly id: string;
  readonly key: string;
}

const change = (url: string, { id, key }: Project, index: number) =>
  fetch(`${url}/api/v1/paywall/${id}/balances`, {
    method: 'POST',
    headers: { 'x-api-key': key, 'idempotency-key': `change-${index}` },
    body: JSON.stringify({ user_id: 'user_pro', type: 'image', op: amountOf(index) > 0 ? 'credit' : 'debit', amount: Math.abs(amountOf(index)) }),
  });

const count = async (url: string, { id, key }: Project): Promise<number> => {
  const answer = await fetch(`${url}/api/v1/paywall/${id}/user?user_id=user_pro`, { headers: { 'x-api-key': key } });
  const { balances } = (await answer.json()) as { balances: { type: string; count: number }[] };
  return balances.find(({ type }) => type === 'image')?.count ?? NaN;
};

/** Sends every change to one of the servers in turn, and kills the first server in the middle. What was answered, was done. */
async function underFire(servers: readonly ApiProcess[], project: Project): Promise<Set<number>> {
  const done = new Set<number>();
  let next = 0;
  const workers = Array.from({ length: 8 }, async () => {
    for (let index = next++; index < CHANGES; index = next++) {
      const server = servers[index % servers.length];
      const answer = await change(server?.url ?? '', project, index).catch(() => undefined);
      if (answer?.ok) done.add(index);
      if (done.size === CHANGES / 4) servers[0]?.child.kill('SIGKILL');
    }
  });
  await Promise.all(workers);
  if (servers[0]) await gone(servers[0].child);
  return done;
}

const sumOf = (indexes: Iterable<number>): number => [...indexes].reduce((sum, index) => sum + amountOf(index), 0);

/** Those that were never answered are sent again, with all the others: each has its effect once. */
async function settle(url: string, project: Project, before: number): Promise<void> {
  const again = await Promise.all(Array.from({ length: CHANGES }, (_, index) => change(url, project, index)));
  assert.deepEqual(again.filter(({ status }) => status !== 200), []);
  assert.equal(await count(url, project), before + SUM);
}

describe('token balances when a process is killed under load', () => {
  it('hold every acknowledged change, each once, on the embedded database', async () => {
    const project = { id: 'demo', key: 'sk_test_sandbox' };
    const first = await spawnApi(folder);
    const before = await count(first.url, project);
    const done = await underFire([first], project);
    assert.ok(done.size >= CHANGES / 4 && done.size < CHANGES, `${done.size}`);
    const second = await spawnApi(folder);
    try {
      // At most the eight that were on their way are in it beside those.
      assert.ok(Math.abs((await count(second.url, project)) - before - sumOf(done)) <= 8 * 5);
      await settle(second.url, project, before);
    } finally {
      second.child.kill('SIGTERM');
      await gone(second.child);
    }
  });

  it('hold every acknowledged change, each once, with two processes on one Postgres', async (test) => {
    const postgres = await startPostgres();
    if (!postgres) return test.skip('no Postgres is installed');
    test.after(() => postgres.stop());
    const project = { id: `p_${randomText(12)}`, key: `sk_test_${randomText(24)}` };
    const { db, close } = await openNodeDatabase(postgres.url, { seed: false });
    await seedDemo(db, { projectId: project.id, keys: [project.key] });
    await close();
    const servers = await Promise.all([spawnApi(postgres.url), spawnApi(postgres.url)]);
    const [, survivor] = servers;
    try {
      const before = await count(survivor.url, project);
      const done = await underFire(servers, project);
      // Half was for the survivor, which went on.
      assert.ok(done.size >= CHANGES / 2 && done.size < CHANGES, `${done.size}`);
      await settle(survivor.url, project, before);
    } finally {
      survivor.child.kill('SIGTERM');
      await gone(survivor.child);
    }
  });
});
