import { isBillingError } from '../../src/core/errors.js';
import { API, TOKEN_URL, createScene, ending } from './scene.js';
import type { Core, Outcome, Row } from './row.js';
import { Tab } from './world.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const codeOf = (error: unknown): string => (isBillingError(error) ? error.code : String(error));

const singleFlight: Row = {
  name: 'single-flight',
  fault: '1,000 callers at once (token absent, near its end, over), one gives up',
  bar: '1 request each, 999 served',
  without: { file: 'session.ts', find: 'if (pending) return pending;', put: '' },
  async run(core) {
    const { world, open, tokenCalls } = createScene(core);
    const { client, tab } = open();
    tab.hide(); // no renewal by itself: each round meets the token as it says
    const counts: number[] = [];
    let served = 0;
    for (const waitMs of [0, 58.5 * MINUTE_MS, 2 * HOUR_MS]) {
      await world.pass(waitMs);
      const before = tokenCalls().length;
      const impatient = new AbortController();
      const callers = Array.from({ length: 1_000 }, (_, at) =>
        ending(client.session.getToken(at === 7 ? { signal: impatient.signal } : {})),
      );
      impatient.abort();
      const ends = await world.until(Promise.all(callers));
      await world.pass(SECOND_MS);
      counts.push(tokenCalls().length - before);
      served += ends.filter((end, at) => at === 7 || end.value !== undefined).length;
    }
    return { figure: `${counts.join(', ')} requests; ${served}/3000 served`, holds: counts.every((it) => it === 1) && served === 3_000 };
  },
};

const tabs: Row = {
  name: 'tabs',
  fault: '20 tabs of one user cross the renewal margin together, 20 seeds',
  bar: '1 request',
  without: { file: 'lock.ts', find: 'if (name && lock) {', put: 'if (lock) return run();\n  {' },
  async run(core) {
    let most = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { world, open, tokenCalls } = createScene(core, { seed });
      const clients = Array.from({ length: 20 }, () => open().client);
      await world.until(Promise.all(clients.map((client) => client.session.getToken())));
      // The first tokens came before anyone knew whose they were; the others are shared.
      const before = tokenCalls().length;
      await world.pass(59 * MINUTE_MS);
      most = Math.max(most, tokenCalls().length - before);
    }
    return { figure: `at most ${most}`, holds: most === 1 };
  },
};

const killedHolder: Row = {
  name: 'killed-holder',
  fault: 'the tab that holds the renewal lock hangs',
  bar: 'the others wait at most 5 s',
  without: { file: 'lock.ts', find: 'const LOCK_MS = 4_900;', put: 'const LOCK_MS = 500_000;' },
  async run(core) {
    const { world, open, tokenCalls } = createScene(core);
    const { client, tab } = open({ userId: 'user_1' });
    const stuck = new Tab(world);
    void stuck.host.lock?.(`billing GET ${TOKEN_URL} user_1`, new AbortController().signal, () => new Promise(() => {}));
    await world.pass(10);
    const asked = world.time;
    const end = await world.until(ending(client.session.getToken()));
    const tookMs = world.time - asked;
    void tab;
    return { figure: `${tookMs} ms, ${tokenCalls().length} request`, holds: end.value !== undefined && tookMs <= 5_200 };
  },
};

const clockSkew: Row = {
  name: 'clock-skew',
  fault: 'wall clock 1 h fast, 1 h slow, set while running; 100 calls in 50 min',
  bar: 'as with a right clock',
  without: { file: 'token.ts', find: 'if (seconds != null)', put: 'if (exp) return exp * 1000 - Date.now();\n  if (seconds != null)' },
  async run(core) {
    const run = async (skewMs: number): Promise<number> => {
      const { world, open, tokenCalls, bad } = createScene(core);
      const { client, tab } = open();
      tab.skewMs = skewMs;
      const realNow = Date.now;
      Date.now = tab.clock.now; // what code that does not use the injected clock would read
      try {
        for (let call = 0; call < 100; call++) {
          await world.until(client.request('/v1/features/usage-metrics'));
          await world.pass(30 * SECOND_MS);
        }
      } finally {
        Date.now = realNow;
      }
      return tokenCalls().length + 1_000 * bad.length;
    };
    const right = await run(0);
    const fast = await run(HOUR_MS);
    const slow = await run(-HOUR_MS);
    return { figure: `right ${right}, fast ${fast}, slow ${slow}`, holds: right === fast && right === slow };
  },
};

const sleepClock: Row = {
  name: 'sleep-clock',
  fault: 'the machine sleeps 2 h: the monotonic clock stands still',
  bar: '0 calls with an ended token',
  without: { file: 'clock.ts', find: 'Math.max(clock.now() - wall, clock.monotonic() - steady)', put: '(clock.monotonic() - steady)' },
  async run(core) {
    const { world, open, bad } = createScene(core);
    const { client, tab } = open();
    await world.until(client.request('/v1/x'));
    tab.freeze({ asleep: true });
    await world.pass(2 * HOUR_MS);
    tab.thaw();
    await world.until(ending(client.request('/v1/x')));
    return { figure: `${bad.length}`, holds: bad.length === 0 };
  },
};

const shortLife: Row = {
  name: 'short-life',
  fault: 'tokens live 30 s, margin set to 300 s; 10 min of calls every second',
  bar: '≤ 21 requests, 0 calls with an ended token',
  without: { file: 'session.ts', find: 'Math.min(settings.refreshMarginMs, held.lifeMs / LIFE_PARTS)', put: 'settings.refreshMarginMs' },
  async run(core) {
    const { world, open, tokenCalls, bad } = createScene(core, { lifeS: 30 });
    const { client } = open({ refreshMarginMs: 300_000 });
    for (let second = 0; second < 600; second++) {
      void ending(client.request('/v1/x'));
      await world.pass(SECOND_MS);
    }
    const count = tokenCalls().length;
    return { figure: `${count} requests, ${bad.length} ended`, holds: count <= 21 && bad.length === 0 };
  },
};

const longLife: Row = {
  name: 'long-life',
  fault: 'a token of 40 days: past what a timer can count (2³¹−1 ms)',
  bar: '0 early requests in 30 days',
  without: { file: 'clock.ts', find: 'Math.min(ms, LONGEST_TIMEOUT_MS)', put: 'ms' },
  async run(core) {
    const { world, open, tokenCalls } = createScene(core, { lifeS: 40 * 86_400 });
    const tab = new Tab(world);
    const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
    const engine = {
      // What engines do: a delay that overflows 32 bits is 1 ms.
      setTimeout: (run: () => void, ms = 0) => tab.clock.after(ms > 2 ** 31 - 1 ? 1 : ms, run),
      clearTimeout: (cancel?: () => void) => cancel?.(),
    };
    Object.assign(globalThis, engine);
    try {
      const { client } = open({ clock: { ...tab.clock, after: core.systemClock.after } }, tab);
      await world.until(client.session.getToken());
      await world.pass(30 * 24 * HOUR_MS);
      client.destroy();
    } finally {
      Object.assign(globalThis, real);
    }
    const early = tokenCalls().length - 1;
    return { figure: `${early}`, holds: early === 0 };
  },
};

const hang: Row = {
  name: 'hang',
  fault: 'the token route never answers: no headers, or no body',
  bar: 'settles in ≤ 10 s with NetworkError',
  without: { file: 'deadline.ts', find: 'const cancel = clock.after(', put: 'const cancel = ((..._: unknown[]) => () => {})(' },
  async run(core) {
    const figures: string[] = [];
    let holds = true;
    for (const reply of ['hang', 'hang-body'] as const) {
      const { world, open } = createScene(core, { token: () => reply });
      const { client } = open();
      const asked = world.time;
      const end = await world.until(ending(client.session.getToken()), MINUTE_MS).catch(() => ({ error: 'never settles' }));
      figures.push(`${reply}: ${codeOf(end.error)} after ${world.time - asked} ms`);
      holds &&= end.error instanceof core.NetworkError && world.time - asked <= 10_000;
    }
    return { figure: figures.join('; '), holds };
  },
};

const down: Row = {
  name: 'down',
  fault: 'the token route answers 502 with a page for 10 min; the token at hand ends meanwhile',
  bar: '≤ 12 requests, session kept, back within one step (150 s), no page text shown',
  without: { file: 'backoff.ts', find: '1000 * 2 ** failures++', put: '1000 * 1 ** failures++' },
  async run(core) {
    let broken = false;
    const page = '<html>secret stack trace</html>';
    const { world, open, tokenCalls } = createScene(core, {
      lifeS: 120,
      token: () => (broken ? { status: 502, body: page, headers: { 'content-type': 'text/html' } } : undefined),
    });
    const { client } = open();
    const texts: string[] = [];
    const statuses: string[] = [];
    client.session.subscribe((state) => {
      statuses.push(state.status);
      if ('error' in state && state.error) texts.push(state.error.message);
    });
    await world.pass(MINUTE_MS);
    broken = true;
    const before = tokenCalls().length;
    for (let at = 0; at < 600; at++) {
      void ending(client.session.getToken());
      await world.pass(SECOND_MS);
    }
    const asked = tokenCalls().length - before;
    broken = false;
    const back = world.time;
    while (client.session.get().status !== 'ready' && world.time - back < HOUR_MS) await world.pass(SECOND_MS);
    const backMs = world.time - back;
    const leaked = texts.some((text) => text.includes('secret'));
    return {
      figure: `${asked} requests, back after ${Math.round(backMs / 1000)} s, signed out ${statuses.includes('signed-out')}`,
      holds: asked <= 12 && asked > 1 && backMs <= 150_000 && !leaked && !statuses.includes('signed-out'),
    };
  },
};

const rateLimit: Row = {
  name: 'rate-limit',
  fault: 'the token route answers 429 with Retry-After: 90',
  bar: 'session kept, nothing asked for 90 s',
  without: { file: 'backoff.ts', find: 'told * 1000', put: '0' },
  async run(core) {
    let limited = false;
    const { world, open, tokenCalls } = createScene(core, {
      lifeS: 120,
      token: () => (limited ? { status: 429, headers: { 'retry-after': '90' }, body: {} } : undefined),
    });
    const { client } = open();
    await world.until(client.session.getToken());
    limited = true;
    await world.pass(117 * SECOND_MS);
    const first = tokenCalls().length;
    limited = false;
    for (let at = 0; at < 85; at++) {
      void ending(client.session.getToken());
      await world.pass(SECOND_MS);
    }
    const early = tokenCalls().length - first;
    const kept = client.session.get().status !== 'signed-out';
    await world.pass(30 * SECOND_MS);
    const back = client.session.get().status;
    return { figure: `${early} early, then ${back}`, holds: early === 0 && kept && back === 'ready' };
  },
};

const refused: Row = {
  name: 'refused',
  fault: 'the token route answers 401 or 403',
  bar: 'signed-out, 1 request in an hour of calls',
  without: { file: 'session.ts', find: 'if (cause instanceof AuthenticationError || cause instanceof AuthorizationError) return becomeSignedOut();', put: '' },
  async run(core) {
    const figures: string[] = [];
    let holds = true;
    for (const status of [401, 403]) {
      const { world, open, tokenCalls } = createScene(core, { token: () => ({ status, body: {} }) });
      const { client, tab } = open();
      for (let minute = 0; minute < 60; minute++) {
        void ending(client.session.getToken());
        tab.wake();
        await world.pass(MINUTE_MS);
      }
      const state = client.session.get().status;
      figures.push(`${status}: ${state}, ${tokenCalls().length} request`);
      holds &&= state === 'signed-out' && tokenCalls().length === 1;
    }
    return { figure: figures.join('; '), holds };
  },
};

const parallel401: Row = {
  name: 'parallel-401',
  fault: '100 calls of the API answered 401 at once; then every one of them again',
  bar: '1 renewal, each replayed once; the second 401 surfaces',
  without: { file: 'session.ts', find: 'if (held && held.value !== token) return getToken();', put: '' },
  async run(core) {
    let revoked = '';
    let always = false;
    const { world, open, tokenCalls, apiCalls } = createScene(core, {
      latencyMs: () => 20 + ((world.random() * 400) | 0),
      api: (call) => (always || call.headers.get('authorization') === revoked ? { status: 401, body: {} } : { body: {} }),
    });
    const { client } = open();
    const go = () => world.until(Promise.all(Array.from({ length: 100 }, () => ending(client.request('/v1/x')))));
    revoked = `Bearer ${await world.until(client.session.getToken())}`;
    const first = await go();
    const once = { renewals: tokenCalls().length - 1, calls: apiCalls().length, failed: first.filter((it) => it.error).length };
    always = true;
    await world.pass(MINUTE_MS);
    const second = await go();
    const surfaced = second.filter((it) => it.error instanceof core.AuthenticationError).length;
    const more = tokenCalls().length - 1 - once.renewals;
    return {
      figure: `${once.renewals} renewal, ${once.calls} calls, ${once.failed} failed; then ${more} renewal, ${surfaced} surfaced`,
      holds: once.renewals === 1 && once.calls === 200 && once.failed === 0 && more === 1 && surfaced === 100,
    };
  },
};

const day: Row = {
  name: 'day',
  fault: '24 h of sleep, frozen and hidden tab, offline, bfcache, no focus events; 10 seeds, a call every minute awake',
  bar: '0 API calls with an ended token, and calls do succeed',
  without: { file: 'session.ts', find: 'leftMs() > Math.min(LAST_MOMENTS_MS, marginMs() / 2)', put: 'leftMs() > -1e9' },
  async run(core) {
    let ended = 0;
    let good = 0;
    let tried = 0;
    for (let seed = 1; seed <= 10; seed++) {
      let online = true;
      const { world, open, bad, apiCalls } = createScene(core, { seed, lifeS: 900, carries: () => online });
      const { client, tab } = open();
      const end = world.time + 24 * HOUR_MS;
      while (world.time < end) {
        const dice = world.random();
        const ms = world.random() * 90 * MINUTE_MS;
        if (dice < 0.2) {
          tab.freeze({ asleep: dice < 0.1 });
          await world.pass(ms);
          tab.thaw();
        } else if (dice < 0.35) {
          tab.hide();
          await world.pass(ms);
          tab.show();
        } else if (dice < 0.5) {
          online = false;
          await world.pass(ms / 4);
          online = true;
          if (dice < 0.45) tab.wake();
        }
        for (let minute = 0; minute < 10; minute++) {
          tried++;
          void ending(client.request('/v1/x')).then(({ error }) => void (good += error ? 0 : 1));
          await world.pass(MINUTE_MS);
        }
      }
      ended += bad.length;
      void apiCalls;
    }
    return { figure: `${ended} ended; ${good} of ${tried} calls served`, holds: ended === 0 && good > tried * 0.8 };
  },
};

const userSwitch: Row = {
  name: 'user-switch',
  fault: 'user A signs out, or B signs in, while A\'s renewal is on its way; 200 seeds',
  bar: "nothing of A is read as B's",
  without: { file: 'session.ts', find: 'signal.throwIfAborted(); //', put: '//' },
  async run(core) {
    let mixed = 0;
    for (let seed = 1; seed <= 200; seed++) {
      let user = 'a';
      const scene = createScene(core, {
        seed,
        latencyMs: () => 20 + scene.world.random() * 500,
        user: () => user,
        api: (call) => ({ body: { metrics: [metricOf(ownerOf(call.headers.get('authorization') ?? ''))] } }),
      });
      const { world, open } = scene;
      // A token function that ignores its signal, as many do.
      const getSessionToken = async () => {
        const answer = scene.mint(user);
        await world.wait(20 + world.random() * 500);
        return answer;
      };
      const { client } = open({ sessionTokenUrl: undefined, getSessionToken });
      const seen: string[] = [];
      const metrics = client.resource(core.usageMetrics);
      let expected = 'a';
      metrics.subscribe((state) => {
        if (state.status === 'ready' && state.data[0]?.feature_key !== expected) seen.push(state.data[0]?.feature_key ?? '');
      });
      await world.pass(world.random() * 1_500);
      if (seed % 2) void client.session.refresh().catch(() => {});
      await world.pass(world.random() * 300);
      if (seed % 3 === 0) {
        expected = '';
        client.session.signOut();
        await world.pass(world.random() * 2_000);
        if (client.session.get().status !== 'signed-out') mixed++;
      }
      expected = user = 'b';
      client.session.setUser('b');
      const state = metrics.get();
      if (state.status === 'ready') mixed++;
      await world.pass(5 * SECOND_MS);
      const end = metrics.get();
      if (end.status !== 'ready' || client.session.subject !== 'demo/b/') mixed++;
      mixed += seen.length;
      client.destroy();
    }
    return { figure: `${mixed} in 200 schedules`, holds: mixed === 0 };
  },
};

const ownerOf = (authorization: string): string => {
  const payload = authorization.split('_test_')[1]?.split('.')[0] ?? '';
  return (JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}') as { external_user_id?: string }).external_user_id ?? '';
};

const metricOf = (key: string) => ({ feature_key: key, consumed: 1, limit: 2 });

const expiryForms: Row = {
  name: 'expiry-forms',
  fault: 'expiresAt as ISO, s, ms, digits, Date; missing, NaN, past; expiresIn',
  bar: 'parsed, or one typed error; never a loop',
  without: { file: 'token.ts', find: 'if (number < SECONDS_BELOW) return number * 1000;', put: '' },
  async run(core) {
    const wrong: string[] = [];
    const forms: [string, (now: number) => unknown, 'ready' | 'error'][] = [
      ['ISO', (now) => ({ expiresAt: new Date(now + HOUR_MS).toISOString() }), 'ready'],
      ['s', (now) => ({ expiresAt: (now + HOUR_MS) / 1000 }), 'ready'],
      ['ms', (now) => ({ expiresAt: now + HOUR_MS }), 'ready'],
      ['digits', (now) => ({ expiresAt: String((now + HOUR_MS) / 1000) }), 'ready'],
      ['Date', (now) => ({ expiresAt: new Date(now + HOUR_MS) }), 'ready'],
      ['expiresIn', () => ({ expiresIn: 3600 }), 'ready'],
      ['missing', () => ({}), 'ready'],
      ['NaN', () => ({ expiresAt: NaN }), 'error'],
      ['words', () => ({ expiresAt: 'soon' }), 'error'],
      ['past', (now) => ({ expiresAt: now - HOUR_MS }), 'error'],
      ['zero', () => ({ expiresIn: 0 }), 'error'],
    ];
    for (const [name, times, expected] of forms) {
      const { world, open } = createScene(core);
      let asked = 0;
      const getSessionToken = async () => {
        asked++;
        return { sessionToken: 'opaque', ...(times(world.time) as object) };
      };
      const { client } = open({ sessionTokenUrl: undefined, getSessionToken });
      const end = await world.until(ending(client.session.getToken()));
      const kind = end.error ? 'error' : 'ready';
      const typed = !end.error || codeOf(end.error) === 'invalid_session_token';
      const state = client.session.get();
      const life = 'expiresAt' in state ? state.expiresAt - state.issuedAt : HOUR_MS;
      await world.pass(10 * MINUTE_MS);
      if (kind !== expected || !typed || asked > 12 || (name !== 'missing' && kind === 'ready' && Math.abs(life - HOUR_MS) > 2_000)) wrong.push(name);
    }
    return { figure: wrong.length ? `wrong: ${wrong.join(', ')}` : `${forms.length} forms`, holds: wrong.length === 0 };
  },
};

const olderAnswer: Row = {
  name: 'older-answer',
  fault: "another tab's older token arrives after this tab's newer one; 100 seeds",
  bar: 'never overwrites',
  without: { file: 'session.ts', find: 'if (leftMs() < token.lifeMs - ageOf(token)) keep', put: 'keep' },
  async run(core) {
    let overwritten = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const { world, open, mint } = createScene(core, { seed });
      const { client } = open({ userId: 'user_1' });
      const other = new Tab(world);
      const channel = other.host.openChannel?.(`billing GET ${TOKEN_URL} user_1`, () => {});
      const old = mint('user_1').sessionToken;
      const bornAt = world.time;
      await world.pass(5_000 + world.random() * 60_000);
      const newer = await world.until(client.session.getToken());
      channel?.postMessage({ token: { value: old, subject: 'demo/user_1/', userId: 'user_1', lifeMs: HOUR_MS, bornAt } });
      await world.pass(1_000);
      if ((await client.session.getToken()) !== newer) overwritten++;
    }
    return { figure: `${overwritten} of 100`, holds: overwritten === 0 };
  },
};

const bare: Row = {
  name: 'bare',
  fault: 'insecure context: no locks, no channels, no storage',
  bar: 'works, each tab for itself',
  without: { file: 'share.ts', find: 'host.openChannel?.(', put: '(host as Required<Host>).openChannel(' },
  async run(core) {
    const { world, open, tokenCalls } = createScene(core);
    const tab = new Tab(world);
    const { isHidden, watch } = tab.host;
    const { client } = open({ host: { isHidden, watch }, userId: 'user_1' }, tab);
    const end = await world.until(ending(client.request('/v1/x')));
    await world.pass(2 * HOUR_MS);
    return { figure: `${codeOf(end.error)}, ${tokenCalls().length} requests in 2 h`, holds: !end.error && tokenCalls().length === 3 };
  },
};

const destroyed: Row = {
  name: 'destroyed',
  fault: 'the client is destroyed, also in the middle of requests; 50 seeds',
  bar: '0 timers, listeners, channels, requests left',
  without: { file: 'session.ts', find: 'checkIn(Infinity);\n      share.join();', put: 'checkIn(Infinity);' },
  async run(core) {
    let left = 0;
    for (let seed = 1; seed <= 50; seed++) {
      const { world, open, calls } = createScene(core, { seed, latencyMs: () => world.random() * 3_000 });
      const { client, tab } = open({ userId: 'user_1' });
      const stop = client.resource(core.usageMetrics).subscribe(() => {});
      void ending(client.request('/v1/x'));
      await world.pass(world.random() * 20_000);
      client.destroy();
      stop();
      await world.pass(0);
      left += tab.timers + tab.listeners + world.channels.size;
      await world.pass(4_000); // what the network had already taken
      const before = calls.length;
      await world.pass(3 * HOUR_MS);
      left += calls.length - before;
    }
    return { figure: `${left}`, holds: left === 0 };
  },
};

const listeners: Row = {
  name: 'listeners',
  fault: 'one listener throws; another asks for a token inside the event',
  bar: 'the others run; no deadlock',
  without: { file: 'store.ts', find: 'queueMicrotask(() => {\n      throw error;\n    });', put: 'throw error;' },
  async run(core) {
    const uncaught: unknown[] = [];
    const collect = (error: unknown): void => void uncaught.push(error);
    process.on('uncaughtException', collect);
    const { world, open, tokenCalls } = createScene(core);
    const { client } = open();
    const seen: string[] = [];
    let inside: unknown;
    let threw: unknown;
    try {
      client.session.subscribe(() => {
        throw new Error('a listener of the page');
      });
      client.session.subscribe(() => void client.session.getToken().then((token) => (inside = token)));
      client.session.subscribe(({ status }) => void seen.push(status));
      await world.pass(SECOND_MS);
    } catch (error) {
      threw = error;
    }
    process.off('uncaughtException', collect);
    const holds = !threw && uncaught.length > 0 && seen.at(-1) === 'ready' && typeof inside === 'string' && tokenCalls().length === 1;
    return { figure: `seen ${seen.join(' → ')}, surfaced ${uncaught.length}`, holds };
  },
};

const secrecy: Row = {
  name: 'secrecy',
  fault: 'storage, states, errors and URLs are searched for the token; 2,000 fuzzed paths',
  bar: '0 found; 0 requests to another origin',
  without: { file: 'transport.ts', find: "path[0] !== '/'", put: 'false' },
  async run(core) {
    const { world, open, calls } = createScene(core, { api: () => ({ status: 500, body: { error: { code: 'x', message: 'y' } } }) });
    const { client } = open({ userId: 'user_1' });
    const token = await world.until(client.session.getToken());
    const pieces = ['/', '//', '\\', '@', ':', 'evil.example', '.evil.example', '?', '#', '..', '%2f', '\t', '\n', 'http:', 'v1', ' ', '\u0000', ';', '[::1]'];
    const said: string[] = [JSON.stringify(client.session.get()), JSON.stringify([...world.storage])];
    for (let round = 0; round < 2_000; round++) {
      const path = Array.from({ length: 1 + world.random() * 6 }, () => pieces[(world.random() * pieces.length) | 0]).join('');
      const { error } = await world.until(ending(client.request(path)));
      if (error instanceof Error) said.push(`${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`);
    }
    const found = said.filter((text) => text.includes(token)).length + calls.filter(({ url }) => url.includes(token)).length;
    const off = calls.filter(({ url }) => url !== TOKEN_URL && new URL(url).origin !== API).length;
    return { figure: `${found} found, ${off} off-origin of ${calls.length} calls`, holds: found === 0 && off === 0 && calls.length > 100 };
  },
};

export type { Core, Outcome };

export const sessionRows: readonly Row[] = [
  singleFlight, tabs, killedHolder, clockSkew, sleepClock, shortLife, longLife, hang, down, rateLimit, refused, parallel401,
  day, userSwitch, expiryForms, olderAnswer, bare, destroyed, listeners, secrecy,
];
