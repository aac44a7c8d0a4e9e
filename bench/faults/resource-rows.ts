import type { ResourceState } from '../../src/core/resource.js';
import type { Row } from './row.js';
import { API, createScene, ending } from './scene.js';
import { Tab } from './world.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

const METRICS = { metrics: [{ feature_key: 'api_calls', consumed: 1, limit: 10 }] };
const GRANTED = { entitlements: [{ feature_key: 'pdf', has_access: true }] };

const oneRequest: Row = {
  name: 'one-request',
  fault: '1,000 elements on one resource, a second page of them later; 1,000 leave and come back in one task',
  bar: '1 token and 1 request each',
  without: { file: 'client.ts', find: 'if (known) return known;', put: '' },
  async run(core) {
    const { world, open, apiCalls, tokenCalls } = createScene(core, { api: () => ({ body: METRICS }) });
    const { client } = open();
    const mount = () => Array.from({ length: 1_000 }, () => client.resource(core.usageMetrics).subscribe(() => {}));
    let mounted = mount();
    await world.pass(SECOND_MS);
    mounted.forEach((leave) => leave());
    mounted = mount();
    await world.pass(SECOND_MS);
    return { figure: `${tokenCalls().length} + ${apiCalls().length}`, holds: tokenCalls().length === 1 && apiCalls().length === 1 };
  },
};

const polling: Row = {
  name: 'polling',
  fault: '50 elements, mounted at odd moments, poll for 10 min; then the tab is hidden for 10 min',
  bar: '20 ± 1 requests, then 0',
  without: { file: 'resource.ts', find: 'if (active && !pending && !context.host.isHidden()) void load();', put: 'if (active && !pending) void load();' },
  async run(core) {
    const { world, open, apiCalls } = createScene(core, { api: () => ({ body: METRICS }) });
    const { client, tab } = open();
    for (let element = 0; element < 50; element++) tab.clock.after(world.random() * MINUTE_MS, () => void client.resource(core.usageMetrics).subscribe(() => {}));
    client.resource(core.usageMetrics).subscribe(() => {});
    await world.pass(10 * MINUTE_MS);
    const seen = apiCalls().length;
    tab.hide();
    await world.pass(10 * MINUTE_MS);
    const hidden = apiCalls().length - seen;
    return { figure: `${seen}, then ${hidden}`, holds: Math.abs(seen - 20) <= 1 && hidden === 0 };
  },
};

const keys: Row = {
  name: 'keys',
  fault: 'two resources of one name at two addresses, and of two names at one',
  bar: 'each has its own data',
  without: { file: 'client.ts', find: 'const key = `${definition.name} ${definition.path}`;', put: 'const key = definition.name;' },
  async run(core) {
    const { world, open } = createScene(core, { api: ({ url }) => ({ body: { at: url.slice(API.length) } }) });
    const { client } = open();
    const parse = (body: unknown) => (body as { at: string }).at;
    const read = ['/a', '/b'].map((path) => client.resource({ name: 'same', path, parse, topics: [] }));
    read.forEach((it) => it.subscribe(() => {}));
    await world.pass(SECOND_MS);
    const got = read.map((it) => it.get()).map((state) => (state.status === 'ready' ? state.data : state.status));
    return { figure: got.join(), holds: got.join() === '/a,/b' };
  },
};

const latest: Row = {
  name: 'latest-wins',
  fault: 'answers out of order after mutations; 200 seeds',
  bar: 'the latest request is the one shown',
  without: { file: 'resource.ts', find: 'if (mine !== round) return;', put: '' },
  async run(core) {
    let wrong = 0;
    for (let seed = 1; seed <= 200; seed++) {
      let version = 0;
      const scene = createScene(core, {
        seed,
        latencyMs: () => 10 + scene.world.random() * 1_000,
        api: () => ({ body: { metrics: [{ feature_key: 'x', consumed: version, limit: 10 }] } }),
      });
      const { client } = scene.open();
      const metrics = client.resource(core.usageMetrics);
      const shown: number[] = [];
      metrics.subscribe((state) => state.status === 'ready' && shown.push(state.data[0]?.consumed ?? -1));
      for (let round = 0; round < 5; round++) {
        await scene.world.pass(scene.world.random() * 800);
        version++;
        client.invalidate('usage');
      }
      await scene.world.pass(5 * SECOND_MS);
      if (shown.at(-1) !== version || shown.some((it, at) => it < (shown[at - 1] ?? 0))) wrong++;
    }
    return { figure: `${wrong} of 200 wrong`, holds: wrong === 0 };
  },
};

const stale: Row = {
  name: 'stale',
  fault: 'a poll fails; later one succeeds',
  bar: 'the last data stays, marked stale with its error; then fresh',
  without: { file: 'resource.ts', find: "state.status === 'ready' && msToEnd() > 0 ? { ...state, stale: true, error }", put: 'msToEnd() < 0 ? LOADING' },
  async run(core) {
    let down = false;
    const { world, open } = createScene(core, { api: () => (down ? { status: 500, body: '<p>' } : { body: METRICS }) });
    const { client } = open();
    const metrics = client.resource(core.usageMetrics);
    const seen: string[] = [];
    metrics.subscribe((state) => seen.push(describe(state)));
    await world.pass(20 * SECOND_MS);
    down = true;
    await world.pass(40 * SECOND_MS);
    down = false;
    await world.pass(2 * MINUTE_MS);
    const story = seen.filter((it, at) => it !== seen[at - 1]).join(' → ');
    return { figure: story, holds: story === 'loading → ready → stale http_500 → ready' };
  },
};

const describe = (state: ResourceState<unknown>): string => {
  if (state.status !== 'ready') return state.status;
  return state.stale ? `stale ${state.error?.code}` : 'ready';
};

const gateEnd: Row = {
  name: 'gate-end',
  fault: 'entitlements cannot be confirmed any more: answers fail, or hang',
  bar: 'open data ends after 10 min at most',
  without: { file: 'resource.ts', find: '(definition.maxAgeMs ?? Infinity) - ageMs()', put: 'Infinity' },
  async run(core) {
    const figures: string[] = [];
    let holds = true;
    for (const fault of ['fails', 'hangs'] as const) {
      let down = false;
      const { world, open } = createScene(core, { api: () => (!down ? { body: GRANTED } : fault === 'hangs' ? 'hang' : { status: 503, body: {} }) });
      const { client } = open({ timeoutMs: fault === 'hangs' ? 1e9 : 10_000 });
      const gate = client.resource(core.entitlements);
      gate.subscribe(() => {});
      await world.pass(SECOND_MS);
      const confirmed = world.time;
      down = true;
      let minutes = 0;
      while (gate.get().status === 'ready' && minutes < 60) {
        await world.pass(MINUTE_MS);
        minutes++;
      }
      figures.push(`${fault}: ${Math.round((world.time - confirmed) / MINUTE_MS)} min`);
      holds &&= minutes >= 9 && minutes <= 10;
    }
    return { figure: figures.join(', '), holds };
  },
};

const malformed: Row = {
  name: 'malformed',
  fault: 'answers that are not what was agreed, 300 of them',
  bar: 'invalid_response each; nothing thrown, nothing opened',
  without: { file: 'guard.ts', find: 'isList !== Array.isArray(like) || typeof value !== typeof like || value === null', put: 'value === null' },
  async run(core) {
    const shapes: unknown[] = [null, 1, 'x', [], {}, { entitlements: null }, { entitlements: [1] }, { entitlements: [{ feature_key: 'pdf', has_access: 'yes' }] }, { entitlements: [{ has_access: true }] }, { entitlements: { 0: {} } }];
    let wrong = 0;
    for (let at = 0; at < 300; at++) {
      const { world, open } = createScene(core, { seed: at, api: () => ({ body: JSON.stringify(shapes[at % shapes.length]) }) });
      const { client } = open();
      const resource = client.resource(core.entitlements);
      resource.subscribe(() => {});
      await world.pass(SECOND_MS);
      const state = resource.get();
      if (state.status !== 'error' || state.error.code !== 'invalid_response') wrong++;
      client.destroy();
    }
    return { figure: `${wrong} of 300 otherwise`, holds: wrong === 0 };
  },
};

const checkoutIntent: Row = {
  name: 'checkout-intent',
  fault: 'double click, Enter and click, back through bfcache, two tabs; then bought, and bought again',
  bar: '1 session per intent',
  without: { file: 'intent.ts', find: 'const known = remembered.split(meaning)[1];', put: 'const known = undefined as string | undefined;' },
  async run(core) {
    const sessions = new Map<string, { id: string; status: string }>();
    const scene = createScene(core, {
      api(call) {
        if (call.url.endsWith('/status')) {
          const found = [...sessions.values()].find(({ id }) => call.url.includes(id));
          return { body: { ...found, url: 'https://pay', subscription: null } };
        }
        const key = call.headers.get('idempotency-key') ?? '';
        const known = sessions.get(key) ?? { id: `co_${sessions.size}`, status: 'open' };
        sessions.set(key, known);
        return { body: { ...known, status: 'open', url: 'https://pay' } };
      },
    });
    const { world } = scene;
    const input = { priceId: 'price_pro' };
    const first = scene.open();
    const second = scene.open();
    const clicks = [first, first, second, first].map(({ client }) => ending(core.startCheckout(client, input)));
    const ids = (await world.until(Promise.all(clicks))).map(({ value }) => value?.id);
    first.tab.freeze();
    await world.pass(MINUTE_MS);
    first.tab.thaw();
    ids.push((await world.until(core.startCheckout(first.client, input))).id);
    const together = sessions.size;
    for (const it of sessions.values()) it.status = 'complete';
    const again = await world.until(core.startCheckout(second.client, input));
    const holds = together === 1 && new Set(ids).size === 1 && again.id !== ids[0] && sessions.size === 2;
    return { figure: `${together} session for 5 asks, ${sessions.size - together} for the second purchase`, holds };
  },
};

const lostAnswer: Row = {
  name: 'lost-answer',
  fault: 'the answer to an act is lost, twice, or is a 502; then another act, and the first one again',
  bar: 'one key until it is answered, another afterwards; what it touches is asked for again',
  without: { file: 'actions/action.ts', find: 'lost[meant] ?? crypto.randomUUID()', put: 'crypto.randomUUID()' },
  async run(core) {
    let down = true;
    const keys: string[] = [];
    let asked = 0;
    const { world, open } = createScene(core, {
      api(call) {
        if (call.method === 'GET') {
          asked++;
          return { body: { data: [] } };
        }
        keys.push(call.headers.get('idempotency-key') ?? '');
        return down ? { status: 502, body: '' } : { body: {} };
      },
    });
    const { client } = open();
    client.resource(core.subscriptions).subscribe(() => {});
    await world.pass(SECOND_MS);
    const act = (): Promise<unknown> => world.until(ending(core.cancelSubscription(client, { subscriptionId: 's' })));
    asked = 0;
    await act();
    await world.pass(SECOND_MS);
    const again = asked;
    await act();
    down = false;
    await act();
    await act();
    const [first, second, third, fourth] = keys;
    const holds = first === second && second === third && fourth !== third && again >= 1;
    return { figure: `${new Set(keys.slice(0, 3)).size} key for 3 tries, ${fourth === third ? 'the same' : 'another'} afterwards; asked ${again} times`, holds };
  },
};

const confirming: Row = {
  name: 'confirming',
  fault: 'the customer is back before the webhook: it comes after 5 s, or not at all; the status fails at times',
  bar: 'complete; or pending after 30 s and at most 9 asks',
  without: { file: 'checkout-return.ts', find: "return { status: 'pending' };", put: 'return confirmCheckout(client, id, signal);' },
  async run(core) {
    const figures: string[] = [];
    let holds = true;
    for (const [name, afterMs] of [['5 s', 5_000], ['never', Infinity]] as const) {
      const { world, open, apiCalls } = createScene(core, {
        api: () => {
          if (world.random() < 0.2) return { status: 502, body: '' };
          return { body: { id: 'co_1', url: 'https://pay', status: world.time - start >= afterMs ? 'complete' : 'processing', subscription: null } };
        },
      });
      const { client } = open();
      const start = world.time;
      const { value } = await world.until(ending(core.confirmCheckout(client, 'co_1')), 5 * MINUTE_MS).catch(() => ({ value: undefined }));
      const took = Math.round((world.time - start) / SECOND_MS);
      figures.push(`${name}: ${value?.status} after ${took} s, ${apiCalls().length} asks`);
      holds &&= value?.status === (afterMs < Infinity ? 'complete' : 'pending') && took <= 31 && apiCalls().length <= 9;
    }
    return { figure: figures.join('; '), holds };
  },
};

const otherTab: Row = {
  name: 'other-tab',
  fault: 'a checkout completes in one tab; gates stay open in a second, in a hidden third, and in one of another user',
  bar: 'second at once, third when seen; nothing at the other user',
  without: { file: 'session.ts', find: 'share.post({ topics });', put: '' },
  async run(core) {
    let paid = false;
    const scene = createScene(core, {
      api: ({ url }) => (url.endsWith('/status') ? { body: { id: 'co_1', url: 'https://pay', status: 'complete', subscription: null } } : { body: { entitlements: [{ feature_key: 'pdf', has_access: paid }] } }),
    });
    const { world } = scene;
    const opened = ['user_1', 'user_1', 'user_1', 'user_2'].map((userId) => {
      const getSessionToken = async () => scene.mint(userId);
      const page = scene.open({ sessionTokenUrl: undefined, getSessionToken, userId }, new Tab(world));
      page.client.resource(core.entitlements).subscribe(() => {});
      return page;
    });
    await world.pass(SECOND_MS);
    const isOpen = (at: number): boolean => {
      const state = opened[at]?.client.resource(core.entitlements).get();
      return state?.status === 'ready' && state.data[0]?.has_access === true;
    };
    opened[2]?.tab.hide();
    paid = true;
    const before = scene.apiCalls().filter(({ tab }) => tab === opened[3]?.tab).length;
    if (opened[0]) await world.until(core.confirmCheckout(opened[0].client, 'co_1'));
    await world.pass(SECOND_MS);
    const atOnce = [isOpen(0), isOpen(1), isOpen(2)].join();
    opened[2]?.tab.show();
    await world.pass(SECOND_MS);
    const other = scene.apiCalls().filter(({ tab }) => tab === opened[3]?.tab).length - before;
    return { figure: `${atOnce}, then ${isOpen(2)}; other user ${other} requests`, holds: atOnce === 'true,true,false' && isOpen(2) && other === 0 };
  },
};

const missedNews: Row = {
  name: 'missed-news',
  fault: 'left for the checkout and back through bfcache within 30 s, paid meanwhile; also left while its request was on its way',
  bar: 'open when seen, by 1 request',
  without: { file: 'session.ts', find: 'hear(missed);', put: '' },
  async run(core) {
    const figures: string[] = [];
    let holds = true;
    for (const [name, seenMs] of [['settled', SECOND_MS], ['on its way', 140]] as const) {
      let paid = false;
      const scene = createScene(core, { api: () => ({ body: { entitlements: [{ feature_key: 'pdf', has_access: paid }] } }) });
      const { world } = scene;
      const { client, tab } = scene.open();
      const gate = client.resource(core.entitlements);
      gate.subscribe(() => {});
      await world.pass(seenMs);
      tab.freeze();
      await world.pass(10 * SECOND_MS);
      paid = true;
      const before = scene.apiCalls().length;
      tab.thaw();
      await world.pass(SECOND_MS);
      const state = gate.get();
      const isOpen = state.status === 'ready' && state.data[0]?.has_access === true;
      const asked = scene.apiCalls().length - before;
      figures.push(`${name}: ${isOpen ? 'open' : 'shut'}, ${asked} request`);
      holds &&= before === 1 && isOpen && asked === 1;
    }
    return { figure: figures.join('; '), holds };
  },
};

export const resourceRows: readonly Row[] = [oneRequest, polling, keys, latest, stale, gateEnd, malformed, checkoutIntent, lostAnswer, confirming, otherTab, missedNews];
