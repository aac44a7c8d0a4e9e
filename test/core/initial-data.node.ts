import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClient, type ClientOptions } from '../../src/core/client.js';
import type { ResourceDefinition } from '../../src/core/resource.js';
import { entitlements } from '../../src/core/resources/entitlements.js';
import { products } from '../../src/core/resources/products.js';
import { usageMetrics } from '../../src/core/resources/usage-metrics.js';
import { ManualClock } from '../support/manual-clock.js';

const METRICS = { metrics: [{ feature_key: 'api_calls', consumed: 1, limit: 2 }] };
const RIGHTS = { entitlements: [{ feature_key: 'sso', has_access: true, limit: null, usage: null }] };

describe('data that came with the page', () => {
  function clientWith(initialData: ClientOptions['initialData'], clock = new ManualClock()) {
    const asked: string[] = [];
    const client = createClient({
      initialData: initialData && { at: clock.now(), ...initialData },
      clock,
      noShare: true,
      getSessionToken: async () => ({ token: 'opaque', userId: 'someone' }),
      fetch: async (url) => {
        asked.push(new URL(String(url)).pathname);
        return Response.json(String(url).includes('metrics') ? { metrics: [] } : RIGHTS);
      },
    });
    return { client, asked, clock };
  }

  it('is shown and not asked for again while it is fresh, nor when its user is known', async () => {
    const { client, asked, clock } = clientWith({ 'usage-metrics': METRICS });
    const usage = client.resource(usageMetrics);
    usage.subscribe(() => {});
    await client.session.getToken();
    await clock.advance(29_000);
    assert.equal(usage.get().status, 'ready');
    assert.deepEqual(asked, []);
    await clock.advance(2_000);
    assert.deepEqual(asked, ['/v1/features/usage-metrics'], 'the next poll asks as ever');
    client.destroy();
  });

  it('is shown and asked for at once where it is old, or nobody says how old, or the clocks disagree', async () => {
    const clock = new ManualClock();
    for (const at of [clock.now() - 40_000, undefined, clock.now() + 3_600_000]) {
      const { client, asked } = clientWith({ 'usage-metrics': METRICS, at }, clock);
      const seen: string[] = [];
      client.resource(usageMetrics).subscribe(({ status }) => seen.push(status));
      await clock.advance(10);
      assert.deepEqual([seen[0], asked.length, seen.includes('loading')], ['ready', 1, false], String(at));
      client.destroy();
    }
  });

  it('opens nothing, and what opens things is asked for however fresh it is', async () => {
    const { client, asked, clock } = clientWith({ entitlements: RIGHTS });
    const rights = client.resource(entitlements);
    rights.subscribe(() => {});
    const state = rights.get();
    assert.ok(state.status === 'ready' && state.updatedAt === 0);
    await clock.advance(10);
    assert.deepEqual(asked, ['/v1/features/entitlements']);
    client.destroy();
  });

  it('is as good as none where it is malformed', async () => {
    const { client, asked, clock } = clientWith({ 'usage-metrics': { metrics: [{}] } });
    const usage = client.resource(usageMetrics);
    usage.subscribe(() => {});
    assert.equal(usage.get().status, 'loading');
    await clock.advance(10);
    assert.deepEqual(asked, ['/v1/features/usage-metrics']);
    client.destroy();
  });

  it('is dropped when another user comes', async () => {
    const { client } = clientWith({ 'usage-metrics': METRICS });
    const usage = client.resource(usageMetrics);
    usage.subscribe(() => {});
    await client.session.getToken();
    assert.equal(usage.get().status, 'ready');
    client.session.setUser('another');
    assert.notEqual(usage.get().status, 'ready');
    client.destroy();
  });

  describe('where nobody is signed in', () => {
    const CATALOG = { products: [] };

    function visit(options: ClientOptions) {
      const clock = new ManualClock();
      const asked: unknown[] = [];
      const client = createClient({
        apiUrl: 'https://api.example',
        initialData: { at: clock.now(), 'usage-metrics': METRICS, products: CATALOG },
        clock,
        noShare: true,
        fetch: async (_url, init) => {
          asked.push(new Headers(init?.headers).get('authorization'));
          return Response.json(CATALOG);
        },
        ...options,
      });
      const seen: string[] = [];
      client.resource(products).subscribe(({ status }) => seen.push(status));
      client.resource(usageMetrics).subscribe(() => {});
      return { client, asked, seen, statusOf: (it: ResourceDefinition<unknown>) => client.resource(it).get().status };
    }

    it('is not shown: the session says so, and all of it goes', async () => {
      const { client, asked, statusOf } = visit({ getSessionToken: async () => null });
      assert.deepEqual([statusOf(usageMetrics), statusOf(products)], ['ready', 'ready'], 'until it is known');
      await assert.rejects(client.session.getToken(), { code: 'signed_out' });
      await new Promise(setImmediate);
      assert.deepEqual([statusOf(usageMetrics), statusOf(products)], ['signed-out', 'signed-out']);
      assert.deepEqual(asked, []);
      client.destroy();
    });

    it('stays where a publishable key can read it, and is asked for with that: it may have been somebody\'s', async () => {
      const { client, asked, seen, statusOf } = visit({ getSessionToken: async () => null, publishableKey: 'pk_test' });
      await assert.rejects(client.session.getToken(), { code: 'signed_out' });
      await new Promise(setImmediate);
      assert.deepEqual([statusOf(usageMetrics), asked, new Set(seen)], ['signed-out', ['Bearer pk_test'], new Set(['ready'])]);
      client.destroy();
    });

    it('stays, and is not asked for, where a page has no session at all', async () => {
      const { client, asked, seen } = visit({ publishableKey: 'pk_test' });
      await assert.rejects(client.session.getToken(), { code: 'signed_out' });
      await new Promise(setImmediate);
      assert.deepEqual([asked, seen], [[], ['ready']]);
      client.destroy();
    });
  });
});
