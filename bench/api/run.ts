// Usage ingest against bare INSERTs, and reading usage at a million events against a thousand.
// DATABASE_URL=postgres://… measures on that server; by default on an embedded one in memory.
import { sql } from 'kysely';
import { createApi, openMemoryDatabase, seedDemo, type Database } from '../../src/api/index.js';
import { randomText } from '../../src/api/domain/ids.js';
import { openNodeDatabase } from '../../src/api/node-database.js';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 15);
const EVENTS = 200;
const CONCURRENCY = 32;
const HEAP_EVENTS = [1_000, 1_000_000] as const;
const HOUR_MS = 3_600_000;

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const db = await open();
const projectId = `bench_${randomText(8)}`;
const key = `sk_test_${randomText(20)}`;
await seedDemo(db, { projectId, keys: [key] });
// No quota may refuse a use while it is measured.
await db.updateTable('productFeatures').set({ limitUnits: null }).where('projectId', '=', projectId).execute();
const limit = { limit: Number.MAX_SAFE_INTEGER, windowMs: 1000 };
const api = createApi({ db, projectLimit: limit, customerLimit: limit });
const token = await sessionOf('user_pro');
const { id: customerId } = await db.selectFrom('customers').select('id').where('projectId', '=', projectId).where('externalUserId', '=', 'user_pro').executeTakeFirstOrThrow();

await ingest();
await reading();
await db.destroy();

function open(): Promise<Database> {
  const url = process.env.DATABASE_URL;
  return url ? openNodeDatabase(url, { seed: false }).then((opened) => opened.db) : openMemoryDatabase();
}

async function sessionOf(user: string): Promise<string> {
  const answer = await call('POST', '/v1/session-tokens', key, { externalUserId: user, expiresIn: 86_400 });
  return ((await answer.json()) as { sessionToken: string }).sessionToken;
}

async function call(method: string, path: string, as: string, body?: object): Promise<Response> {
  const request = new Request(`http://api.bench${path}`, { method, headers: { authorization: `Bearer ${as}` }, ...(body && { body: JSON.stringify(body) }) });
  const answer = await api.fetch(request);
  if (!answer.ok) throw new Error(await answer.text());
  return answer;
}

/** Milliseconds per event, with a few requests under way at a time, as a server has them. */
async function timed(count: number, work: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (let index = (next += 1); index <= count; index = next += 1) await work(index);
    }),
  );
  return (performance.now() - started) / count;
}

/** The row that recording a use writes, written by itself. */
function bareInsert() {
  const now = new Date();
  return sql`insert into usage_events
    (project_id, customer_id, id, feature_key, quantity, occurred_at, recorded_at, consumed_after, limit_units, period_start, period_end, metadata)
    values (${projectId}, ${customerId}, ${randomText(26)}, 'api_calls', 1, ${now}, ${now}, 1, null, ${now}, ${now}, null)`.execute(db);
}

async function ingest(): Promise<void> {
  const ways = {
    bare: () => timed(EVENTS, bareInsert),
    single: () => timed(EVENTS, () => call('POST', '/v1/features/track-usage', token, { feature_key: 'api_calls', quantity: 1, idempotency_key: randomText(26) })),
    batch: async () => {
      const events = Array.from({ length: EVENTS }, () => ({ id: randomText(26), feature_key: 'api_calls', quantity: 1, timestamp: new Date().toISOString() }));
      const started = performance.now();
      await call('POST', '/v1/features/track-usage/batch', token, { events });
      return (performance.now() - started) / EVENTS;
    },
  };
  const ratios: { single: number[]; batch: number[] } = { single: [], batch: [] };
  for (const way of Object.values(ways)) await way();
  for (let round = 0; round < ROUNDS; round += 1) {
    const taken: Record<string, number> = {};
    for (const name of shuffled(['bare', 'single', 'batch'] as const)) taken[name] = await ways[name]();
    ratios.single.push((taken['bare'] ?? NaN) / (taken['single'] ?? NaN));
    ratios.batch.push((taken['bare'] ?? NaN) / (taken['batch'] ?? NaN));
  }
  const perSecond = async (way: () => Promise<number>) => Math.round(1000 / (await way()));
  console.log(`  ingest ÷ bare INSERT, batches of ${EVENTS}   ${median(ratios.batch).toFixed(2)}  (aim 0.50; ${await perSecond(ways.batch)} events/s)`);
  console.log(`  ingest ÷ bare INSERT, one by one       ${median(ratios.single).toFixed(2)}  (aim 0.50; ${await perSecond(ways.single)} events/s, bare ${await perSecond(ways.bare)})`);
}

/** Fills two customers with few and many events, in the table's own way, and reads both. */
async function reading(): Promise<void> {
  const users = ['user_near_limit', 'user_over_limit'] as const;
  const tokens: string[] = [];
  for (const [index, user] of users.entries()) {
    const { id } = await db.selectFrom('customers').select('id').where('projectId', '=', projectId).where('externalUserId', '=', user).executeTakeFirstOrThrow();
    const start = new Date(Date.now() - 20 * 24 * HOUR_MS);
    await sql`insert into usage_events
      (project_id, customer_id, id, feature_key, quantity, occurred_at, recorded_at, consumed_after, limit_units, period_start, period_end, metadata)
      select ${projectId}, ${id}, 'bulk_' || n, 'api_calls', 1, now(), now(), n, null, ${start}, now(), null
      from generate_series(1, cast(${HEAP_EVENTS[index] ?? 0} as integer)) as n`.execute(db);
    tokens.push(await sessionOf(user));
  }
  await sql`analyze usage_events`.execute(db);
  const read = (index: number) => timed(100, () => call('GET', '/v1/features/usage-metrics', tokens[index] ?? ''));
  const ratios: number[] = [];
  for (const index of [0, 1]) await read(index);
  for (let round = 0; round < ROUNDS; round += 1) {
    const taken: number[] = [];
    for (const index of shuffled([0, 1] as const)) taken[index] = await read(index);
    ratios.push((taken[1] ?? NaN) / (taken[0] ?? NaN));
  }
  console.log(`  reading usage, ${HEAP_EVENTS[1].toLocaleString('en')} ÷ ${HEAP_EVENTS[0].toLocaleString('en')} events     ${median(ratios).toFixed(2)}  (aim 1.20)`);
}

function shuffled<T>(items: readonly T[]): T[] {
  const rest = [...items];
  return Array.from(items, () => rest.splice(Math.floor(Math.random() * rest.length), 1)).flat();
}
