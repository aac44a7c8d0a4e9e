import type { Client } from '../../src/core/client.js';
import { createDisk } from './disk.js';
import { Ledger } from './ledger.js';
import type { Call, Reply } from './network.js';
import type { Core, Row } from './row.js';
import { createScene, ending, type SceneOptions } from './scene.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Tracks `count` uses at once, as one task of the page. */
const track = (core: Core, client: Client, count: number, name = 'use', more: Record<string, unknown> = {}) =>
  Array.from({ length: count }, (_, at) =>
    ending(core.trackUsage(client, { featureKey: 'api_calls', idempotencyKey: `${name}${at}`, ...more })),
  );

const isBatch = (call: Call): boolean => call.url.endsWith('/batch');

function createUsageScene(core: Core, answer: (call: Call, ledger: Ledger) => Reply | undefined = () => undefined, more: SceneOptions = {}) {
  const ledger = new Ledger();
  const scene = createScene(core, { ...more, api: (call) => (isBatch(call) ? (answer(call, ledger) ?? ledger.answer(call)) : undefined) });
  return { ...scene, ledger, batches: () => scene.calls.filter(isBatch) };
}

const navigate: Row = {
  name: 'navigate',
  fault: 'the page navigates away in the task after 20 uses; the next page never tracks; 50 seeds',
  bar: '0 lost, 0 doubled',
  without: { file: 'usage/usage-queue.ts', find: '      store.put(use);\n', put: '' },
  run: (core) => leaveAndReturn(core, 20, true),
};

const crash: Row = {
  name: 'crash',
  fault: 'the renderer dies after 50 uses, some sent; 50 seeds',
  bar: '0 lost, 0 doubled',
  without: { file: 'usage/usage-queue.ts', find: 'catch(() => [])) hold(use);', put: 'catch(() => [])) void use;' },
  run: (core) => leaveAndReturn(core, 50, false),
};

async function leaveAndReturn(core: Core, count: number, atOnce: boolean) {
  let lost = 0;
  let doubled = 0;
  for (let seed = 1; seed <= 50; seed++) {
    const scene = createUsageScene(core, undefined, { seed, latencyMs: () => 20 + scene.world.random() * 300 });
    const first = await scene.openQueue();
    void track(core, first.client, count);
    if (atOnce) await new Promise((resolve) => setImmediate(resolve)); // its microtasks, and no timer
    else await scene.world.pass(scene.world.random() * 600);
    first.tab.kill();
    await scene.world.pass(SECOND_MS);
    await scene.openQueue();
    await scene.world.pass(MINUTE_MS);
    lost += Math.max(0, count - scene.ledger.total());
    doubled += Math.max(0, scene.ledger.total() - count);
  }
  return { figure: `${lost} lost, ${doubled} doubled`, holds: lost === 0 && doubled === 0 };
}

const down503: Row = {
  name: 'usage-503',
  fault: '50 uses while the API answers 503; the page is left and opened again',
  bar: '0 lost, 0 doubled; callers hear `queued` within 10 s',
  without: { file: 'usage/usage-queue.ts', find: '[400, 409, 413, 422]', put: '[400, 409, 413, 422, 503]' },
  async run(core) {
    let down = true;
    const { world, openQueue, ledger } = createUsageScene(core, () => (down ? { status: 503, body: '<html>' } : undefined));
    const first = await openQueue();
    const asked = world.time;
    const ends = await world.until(Promise.all(track(core, first.client, 50)));
    const tookMs = world.time - asked;
    const queued = ends.filter((end) => end.value?.status === 'queued').length;
    first.tab.kill();
    await openQueue();
    await world.pass(10 * MINUTE_MS);
    down = false;
    await world.pass(10 * MINUTE_MS);
    const holds = ledger.total() === 50 && queued === 50 && tookMs <= 10_000;
    return { figure: `${50 - ledger.total()} lost; ${queued} queued after ${tookMs} ms`, holds };
  },
};

const ackLost: Row = {
  name: 'ack-lost',
  fault: 'the answer to a batch is lost on the way, 30 % of the time; 50 seeds',
  bar: '0 lost, 0 doubled',
  without: { file: 'usage/usage-queue.ts', find: 'batch.map(({ id, event }) => ({ id, ...event }))', put: 'batch.map(({ event }) => ({ id: crypto.randomUUID(), ...event }))' },
  async run(core) {
    let wrong = 0;
    for (let seed = 1; seed <= 50; seed++) {
      const scene = createUsageScene(core, undefined, { seed, carries: (call, way) => way === 'there' || !isBatch(call) || scene.world.random() > 0.3 });
      const { client } = await scene.openQueue();
      for (let round = 0; round < 5; round++) {
        void track(core, client, 10, `r${round}-`);
        await scene.world.pass(scene.world.random() * 3_000);
      }
      await scene.world.pass(10 * MINUTE_MS);
      wrong += Math.abs(50 - scene.ledger.total());
    }
    return { figure: `${wrong} of 2500 lost or doubled`, holds: wrong === 0 };
  },
};

const twoTabs: Row = {
  name: 'usage-tabs',
  fault: 'two tabs of one user track, hide and show over one store; 50 seeds',
  bar: '0 lost, 0 doubled',
  without: { file: 'usage/usage-queue.ts', find: 'catch(() => [])) hold(use);', put: "catch(() => [])) hold({ ...use, id: use.id + '-' });" },
  async run(core) {
    let wrong = 0;
    for (let seed = 1; seed <= 50; seed++) {
      const scene = createUsageScene(core, undefined, { seed, latencyMs: () => 20 + scene.world.random() * 400 });
      const tabs = [await scene.openQueue(), await scene.openQueue()];
      for (let round = 0; round < 10; round++) {
        const tab = tabs[round % 2];
        if (!tab) continue;
        void track(core, tab.client, 5, `r${round}-`);
        await scene.world.pass(scene.world.random() * 200);
        tab.tab.hide();
        tab.tab.show();
        await scene.world.pass(scene.world.random() * 200);
      }
      await scene.world.pass(10 * MINUTE_MS);
      wrong += Math.abs(50 - scene.ledger.total());
    }
    return { figure: `${wrong} of 2500 lost or doubled`, holds: wrong === 0 };
  },
};

const poison: Row = {
  name: 'poison',
  fault: 'one bad use among 50: refused by itself, or (another service) taking its whole batch to a 400',
  bar: 'only the bad one set aside, and reported',
  without: { file: 'usage/usage-queue.ts', find: "if (result.status === 'refused')", put: 'if (!result)' },
  async run(core) {
    const figures: string[] = [];
    let holds = true;
    for (const strict of [false, true]) {
      const whole = (call: Call): Reply | undefined => (strict && call.body.includes('poison') ? { status: 400, body: { error: { code: 'invalid_request' } } } : undefined);
      const { world, openQueue, ledger } = createUsageScene(core, whole);
      const { client, queue } = await openQueue({}, { answerMs: 0 });
      const reported: string[] = [];
      client.rejectedUse.subscribe((it) => it && reported.push(it.id));
      void track(core, client, 25, 'a');
      void track(core, client, 1, 'bad', { featureKey: 'poison' });
      void track(core, client, 24, 'b');
      await world.pass(10 * MINUTE_MS);
      figures.push(`${strict ? 'whole batch' : 'by itself'}: ${ledger.total()} counted, reported ${reported.join()}`);
      holds &&= ledger.total() === 49 && reported.join() === 'bad0' && queue.get().setAside === 1 && queue.get().size === 0;
    }
    return { figure: figures.join('; '), holds };
  },
};

const tooLarge: Row = {
  name: 'usage-413',
  fault: 'the way to the API takes no body above 20 kB; 300 uses of 300 bytes each',
  bar: 'batches halve; 0 lost',
  without: { file: 'usage/usage-queue.ts', find: '(length > 1) batchSize = Math.ceil(length / 2);', put: '(length > 1) batch.forEach((it) => settle(it, cause));' },
  async run(core) {
    const { world, openQueue, ledger, batches } = createUsageScene(core, (call) => (call.body.length > 20_000 ? { status: 413, body: 'too large' } : undefined));
    const { client, queue } = await openQueue();
    void track(core, client, 300, 'use', { metadata: { note: 'x'.repeat(200) } });
    await world.pass(10 * MINUTE_MS);
    return { figure: `${ledger.total()} of 300 counted in ${batches().length} requests`, holds: ledger.total() === 300 && queue.get().size === 0 && batches().length < 40 };
  },
};

const burst: Row = {
  name: 'burst',
  fault: '10,000 uses in one task',
  bar: 'counted or refused with queue_full; ≤ 1 MiB held; no task of ours > 50 ms',
  without: { file: 'usage/usage-queue.ts', find: 'if (!told && bytes + sizeOf(use) > maxBytes) {', put: 'if (bytes < 0) {' },
  async run(core) {
    const { world, openQueue, ledger } = createUsageScene(core);
    const { client, queue } = await openQueue();
    let mostBytes = 0;
    queue.subscribe(({ bytes }) => (mostBytes = Math.max(mostBytes, bytes)));
    world.longestTaskMs = 0;
    const ends = Promise.all(track(core, client, 10_000));
    await world.pass(10 * MINUTE_MS);
    const all = await world.until(ends);
    const refused = all.filter(({ error }) => error instanceof core.BillingError && error.code === 'queue_full').length;
    const holds = ledger.total() + refused === 10_000 && queue.get().refused === refused && mostBytes <= 1_048_576 && world.longestTaskMs <= 50 && ledger.total() > 4_000;
    return { figure: `${ledger.total()} counted + ${refused} refused; ${mostBytes} bytes; longest task ${world.longestTaskMs.toFixed(1)} ms`, holds };
  },
};

const storage: Row = {
  name: 'usage-storage',
  fault: 'storage denied, or full; and an API that is down until the cap of 20 kB is reached',
  bar: 'nothing accepted is lost while the page lives; refusals counted; nothing thrown into the page',
  without: { file: 'usage/usage-queue.ts', find: 'await store.load().catch(() => [])', put: 'await store.load()' },
  async run(core) {
    const figures: string[] = [];
    let holds = true;
    const thrown: unknown[] = [];
    const collect = (error: unknown): void => void thrown.push(error);
    process.on('unhandledRejection', collect);
    for (const fault of [{ denied: true }, { full: true }]) {
      let down = true;
      const scene = createUsageScene(core, () => (down ? { status: 503, body: {} } : undefined));
      const { client, tab } = scene.open();
      const queue = core.usageQueue(client, { store: createDisk(tab, fault), random: scene.world.random, maxBytes: 20_000 });
      await scene.world.until(client.session.getToken());
      const ends = await scene.world.until(Promise.all(track(core, client, 200)));
      const accepted = ends.filter(({ value }) => value?.status === 'queued').length;
      down = false;
      await scene.world.pass(10 * MINUTE_MS);
      figures.push(`${Object.keys(fault).join()}: ${accepted} accepted, ${scene.ledger.total()} counted, ${queue.get().refused} refused`);
      holds &&= accepted > 50 && scene.ledger.total() === accepted && accepted + queue.get().refused === 200;
    }
    process.off('unhandledRejection', collect);
    return { figure: `${figures.join('; ')}; ${thrown.length} thrown`, holds: holds && thrown.length === 0 };
  },
};

const queuedSwitch: Row = {
  name: 'usage-switch',
  fault: 'the user changes with uses queued or on their way, then changes back; 100 seeds',
  bar: "0 sent as the other user, 0 of the one who is back lost",
  without: { file: 'usage/usage-queue.ts', find: 'use.owner === owner()', put: "use.owner !== ''" },
  async run(core) {
    let misattributed = 0;
    let lost = 0;
    for (let seed = 1; seed <= 100; seed++) {
      let user = 'a';
      const flaky = (): Reply | undefined => (scene.world.random() < 0.5 ? { status: 503, body: {} } : undefined);
      const scene: ReturnType<typeof createUsageScene> = createUsageScene(core, flaky, { seed, user: () => user, latencyMs: () => 20 + scene.world.random() * 300 });
      const { client } = await scene.openQueue({ userId: 'a' });
      for (const next of ['b', 'a', 'b', 'a']) {
        void track(core, client, 5, `${user}:${seed}-${next}-${scene.world.random()}-`);
        await scene.world.pass(scene.world.random() * 400);
        user = next;
        client.session.setUser(next);
        await scene.world.pass(1_000 + scene.world.random() * 400);
      }
      await scene.world.pass(10 * MINUTE_MS);
      misattributed += scene.ledger.misattributed;
      lost += [...scene.world.disk.values()].filter(({ owner }) => owner.includes('/a/')).length;
    }
    return { figure: `${misattributed} as the other, ${lost} left behind`, holds: misattributed === 0 && lost === 0 };
  },
};

const hours: Row = {
  name: 'usage-hours',
  fault: 'six hours of 503, and 30 h for another page; wake events all the time say the network is back',
  bar: '≤ 120 requests in 6 h without them, 0 dropped before 23 h, later ones reported',
  without: { file: 'backoff.ts', find: '1000 * 2 ** failures++', put: '1000 * 1 ** failures++' },
  async run(core) {
    let down = true;
    const { world, openQueue, ledger, batches } = createUsageScene(core, () => (down ? { status: 503, body: {} } : undefined), { lifeS: 86_400 * 3 });
    const { client } = await openQueue();
    void track(core, client, 20);
    await world.pass(6 * HOUR_MS);
    const asked = batches().length;
    down = false;
    await world.pass(10 * MINUTE_MS);
    const six = ledger.total();
    down = true;
    const other = await openQueue({}, { answerMs: 0 });
    const reported: string[] = [];
    other.client.rejectedUse.subscribe((it) => it && reported.push(it.error.code));
    void track(core, other.client, 5, 'late');
    for (let minute = 0; minute < 22 * 60; minute += 30) {
      await world.pass(30 * MINUTE_MS);
      other.tab.wake();
    }
    const before = reported.length;
    await world.pass(8 * HOUR_MS);
    const holds = asked <= 120 && asked > 20 && six === 20 && before === 0 && reported.length === 5;
    return { figure: `${asked} requests; ${six} of 20 counted after; ${before} dropped before 22 h, ${reported.length} reported after 30 h`, holds };
  },
};

export const usageRows: readonly Row[] = [navigate, crash, down503, ackLost, twoTabs, poison, tooLarge, burst, storage, queuedSwitch, hours];
