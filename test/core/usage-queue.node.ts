import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClient, trackUsage, usageQueue, type StoredUse, type UseStore } from '../../src/core/index.js';
import { ManualClock } from '../support/manual-clock.js';

const HOUR_MS = 3_600_000;

function createMemoryStore(uses: StoredUse[] = []): UseStore {
  const kept = new Map(uses.map((use) => [use.id, use]));
  return { load: async () => [...kept.values()], put: (use) => void kept.set(use.id, use), remove: (id) => void kept.delete(id), close() {} };
}

function setUp({ status = 503, uses = [] as StoredUse[] } = {}) {
  const clock = new ManualClock();
  const api = { status, refusal: '{}', asked: 0, counted: [] as string[] };
  const answer: typeof fetch = async (_url, init) => {
    const body = JSON.parse(String(init?.body)) as { events: { id: string; feature_key: string }[] };
    api.asked++;
    if (api.status !== 200) return new Response(api.refusal, { status: api.status });
    const usage = { consumed_units: 1, limit_units: null, remaining_units: null };
    const results = body.events.map(({ id, feature_key: feature }) => {
      if (feature === 'bad') return { id, status: 'refused', error: { code: 'feature_not_found', message: '' } };
      api.counted.push(id);
      return { id, status: 'recorded', usage };
    });
    return Response.json({ results });
  };
  const client = createClient({ apiUrl: 'https://api.example', clock, fetch: answer, getSessionToken: async () => ({ sessionToken: 'opaque', expiresIn: 864_000, userId: 'u' }) });
  const queue = usageQueue(client, { store: createMemoryStore(uses), random: () => 0 });
  return { clock, api, client, queue };
}

const use = (id: string, owner: string, at: number): StoredUse => ({ id, owner, at, event: { feature_key: 'x', quantity: 1, timestamp: new Date(at).toISOString() } });

describe('the usage queue', () => {
  it('takes no room twice for a use that is told again', async () => {
    const { clock, client, queue } = setUp();
    const first = trackUsage(client, { featureKey: 'x', idempotencyKey: 'same' });
    await clock.advance(0); // what is asked for is on its way
    await clock.advance(11_000);
    assert.deepEqual(await first, { status: 'queued', id: 'same' });
    const { bytes } = queue.get();
    const second = trackUsage(client, { featureKey: 'x', idempotencyKey: 'same' });
    await clock.advance(0); // what is asked for is on its way
    await clock.advance(11_000);
    assert.equal((await second).status, 'queued');
    assert.deepEqual([queue.get().size, queue.get().bytes], [1, bytes]);
    client.destroy();
  });

  it('goes on when a listener throws, and tells the others', async () => {
    const uncaught: unknown[] = [];
    const real = globalThis.queueMicrotask;
    // What would be uncaught, and so fail any test.
    globalThis.queueMicrotask = (task) =>
      real(() => {
        try {
          task();
        } catch (error) {
          uncaught.push(error);
        }
      });
    const { clock, client, api } = setUp();
    const heard: string[] = [];
    client.rejectedUse.subscribe((it) => {
      if (it) throw new Error('of the page');
    });
    client.rejectedUse.subscribe((it) => it && heard.push(`${it.featureKey} ${it.error.code}`));
    const told = Promise.all(['bad', 'x'].map((featureKey) => trackUsage(client, { featureKey })));
    await clock.advance(0); // what is asked for is on its way
    await clock.advance(11_000);
    await told;
    api.status = 200;
    await clock.advance(600_000);
    globalThis.queueMicrotask = real;
    assert.deepEqual(heard, ['bad feature_not_found']);
    assert.equal(uncaught.length, 1);
    assert.equal(api.counted.length, 1);
    client.destroy();
  });

  it('ends uses of users who never come back, and says nothing of them', async () => {
    const now = new ManualClock().now();
    const { clock, client, queue } = setUp({ status: 200, uses: [use('old', 'https://api.example/ //somebody/', now - 24 * HOUR_MS), use('new', 'https://api.example/ //somebody/', now)] });
    const heard: string[] = [];
    client.rejectedUse.subscribe((it) => it && heard.push(it.id));
    const tracked = trackUsage(client, { featureKey: 'x' });
    await clock.advance(0);
    await clock.advance(1_000);
    assert.equal((await tracked).status, 'recorded');
    assert.deepEqual([queue.get().size, queue.get().setAside, heard.length], [1, 1, 0]);
    client.destroy();
  });

  it('never sends again what found no quota, whatever the status', async () => {
    const { clock, client, api, queue } = setUp({ status: 429 });
    api.refusal = '{"error":{"code":"quota_exceeded"}}';
    const tracked = assert.rejects(trackUsage(client, { featureKey: 'x' }), { code: 'quota_exceeded' });
    await clock.advance(0); // what is asked for is on its way
    await clock.advance(11_000);
    await tracked;
    await clock.advance(600_000);
    assert.deepEqual([api.asked, queue.get().size, queue.get().setAside], [1, 0, 1]);
    client.destroy();
  });

  it('keeps what is sent to a wrong address', async () => {
    const { clock, client, api, queue } = setUp({ status: 404 });
    const tracked = Promise.all(['a', 'b', 'c'].map((idempotencyKey) => trackUsage(client, { featureKey: 'x', idempotencyKey })));
    await clock.advance(0); // what is asked for is on its way
    await clock.advance(11_000);
    assert.deepEqual((await tracked).map(({ status }) => status), ['queued', 'queued', 'queued']);
    assert.deepEqual([queue.get().size, queue.get().setAside], [3, 0]);
    api.status = 200;
    await clock.advance(600_000);
    assert.deepEqual(api.counted, ['a', 'b', 'c']);
    client.destroy();
  });
});
