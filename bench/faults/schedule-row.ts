import { createApi, openMemoryDatabase, seedDemo } from '../../src/api/index.js';
import type { Call, Reply } from './network.js';
import type { Core, Row } from './row.js';
import { TOKEN_URL, createScene, ending } from './scene.js';

const SCHEDULES = 1_000;
const MINUTE_MS = 60_000;
const SECRET = { authorization: 'Bearer sk_test_sandbox', 'content-type': 'application/json' };

/** The billing API itself, in this process, on a database in memory. */
async function startRealApi() {
  const db = await openMemoryDatabase();
  await seedDemo(db);
  const unlimited = { limit: 1e9, windowMs: 1_000 };
  const api = createApi({ db, projectLimit: unlimited, customerLimit: unlimited });
  const ask = async (path: string, init?: RequestInit): Promise<Reply> => {
    const response = await api.fetch(new Request(`http://127.0.0.1${path}`, init));
    return { status: response.status, body: await response.text() };
  };
  return {
    forward: (call: Call): Promise<Reply> => {
      const { pathname, search } = new URL(call.url);
      return ask(pathname + search, { method: call.method, headers: call.headers, ...(call.body && { body: call.body }) });
    },
    mint: (user: string): Promise<Reply> =>
      ask('/v1/session-tokens', { method: 'POST', headers: SECRET, body: JSON.stringify({ externalUserId: user, expiresIn: 86_400 }) }),
    async total(user: string): Promise<number> {
      const answer = await ask(`/v1/usage/metrics?customer_id=${user}&feature_key=api_calls`, { headers: SECRET });
      const { metrics } = JSON.parse(answer === 'down' || answer === 'hang' || answer === 'hang-body' ? '' : String(answer.body)) as { metrics: { consumed: number }[] };
      return metrics[0]?.consumed ?? NaN;
    },
  };
}

type RealApi = Awaited<ReturnType<typeof startRealApi>>;

/** One life of a page or two, with everything going wrong; gives how many units were used. */
async function runSchedule(core: Core, api: RealApi, seed: number): Promise<number> {
  let online = true;
  let failing = 0;
  const scene = createScene(core, {
    seed,
    latencyMs: () => 10 + scene.world.random() * 300,
    carries: (call, way) => online && (way === 'there' || call.url === TOKEN_URL || scene.world.random() > 0.15),
    token: () => api.mint('user_pro'),
    api: (call) => (scene.world.random() < failing ? { status: 503, body: '<html>' } : api.forward(call)),
  });
  const { world } = scene;
  const pages = [await scene.openQueue()];
  let used = 0;
  for (let step = 0; step < 5; step++) {
    const at = (world.random() * pages.length) | 0;
    const page = pages[at];
    if (!page) continue;
    const dice = world.random();
    if (dice < 0.6) {
      for (let count = 1 + world.random() * 3; count >= 1; count--) {
        const quantity = 1 + ((world.random() * 3) | 0);
        used += quantity;
        void ending(core.trackUsage(page.client, { featureKey: 'api_calls', quantity, idempotencyKey: `s${seed}-${step}-${count}` }));
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (dice < 0.15 || (dice > 0.6 && dice < 0.7)) {
      page.tab.kill();
      online = true; // a page that opens needs its token to know whose uses it has
      pages[at] = await scene.openQueue();
    } else if (dice < 0.75) online = !online;
    else if (dice < 0.82) failing = failing ? 0 : 0.7;
    else if (dice < 0.9 && pages.length < 2) {
      online = true;
      pages.push(await scene.openQueue());
    } else if (dice < 0.95) {
      page.tab.freeze({ asleep: true });
      await world.pass(world.random() * 30 * MINUTE_MS);
      page.tab.thaw();
    } else {
      page.tab.hide();
      page.tab.show();
    }
    await world.pass(world.random() * 2_000);
  }
  online = true;
  failing = 0;
  await scene.openQueue();
  await world.pass(10 * MINUTE_MS);
  return used;
}

const schedules: Row = {
  name: 'schedules',
  fault: `${SCHEDULES} seeded schedules of all of this at once, against the API's own totals`,
  bar: '0 lost, 0 billed twice',
  without: { file: 'usage/usage-queue.ts', find: 'batch.map(({ id, event }) => ({ id, ...event }))', put: 'batch.map(({ event }) => ({ id: crypto.randomUUID(), ...event }))' },
  async run(core) {
    const api = await startRealApi();
    let lost = 0;
    let doubled = 0;
    let units = 0;
    let total = await api.total('user_pro');
    for (let seed = 1; seed <= SCHEDULES; seed++) {
      const used = await runSchedule(core, api, seed);
      const now = await api.total('user_pro');
      lost += Math.max(0, used - (now - total));
      doubled += Math.max(0, now - total - used);
      units += used;
      total = now;
      if (lost + doubled > 100) break; // enough is seen
    }
    return { figure: `${units} units: ${lost} lost, ${doubled} billed twice`, holds: lost === 0 && doubled === 0 && units > 0 };
  },
};

export const scheduleRows: readonly Row[] = [schedules];
