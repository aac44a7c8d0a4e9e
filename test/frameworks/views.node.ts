import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BillingError } from '../../src/core/errors.js';
import { createStore } from '../../src/core/store.js';
import { viewAct } from '../../src/views/act-view.js';
import { feature, featureEntitlements, session, usage } from '../../src/views/hooks.js';
import { createScope, settingsKey, type BillingSettings } from '../../src/views/scope.js';
import type { View } from '../../src/views/view.js';

const METRICS = ['a', 'b'].map((feature_key) => ({ feature_key, consumed: 1, limit: 2, remaining: 1, percentage_used: 50, period_end: null }));
const ENTITLEMENTS = [
  { feature_key: 'a', has_access: true, limit: 10, usage: 4, feature_type: 'usage_quota' },
  { feature_key: 'b', has_access: true, limit: null, usage: null, feature_type: 'boolean_flag' },
  { feature_key: 'c', has_access: true, limit: null, usage: 7, feature_type: 'usage_quota' },
];
const answer: typeof fetch = async (input) =>
  Response.json(String(input).includes('metrics') ? { metrics: METRICS } : { entitlements: ENTITLEMENTS });

/** The next state that is as `wanted` says; the view is left afterwards. */
const until = <T>(view: View<T>, wanted: (state: T) => boolean): Promise<T> =>
  new Promise((resolve) => {
    const leave = view.subscribe((state) => {
      if (!wanted(state)) return;
      resolve(state);
      queueMicrotask(() => leave());
    });
  });
const isReady = ({ status }: { status: string }): boolean => status === 'ready';

const open = () => {
  const scope = createScope(() => ({ fetch: answer, noShare: true }));
  return { scope, end: scope.hold() };
};

describe('what hooks show', () => {
  it('is the same object as long as nothing has changed', async () => {
    const { scope, end } = open();
    const view = usage(scope, 'b');
    await until(view, isReady);
    assert.equal(view.get(), view.get());
    assert.deepEqual(view.get().data?.map(({ feature_key }) => feature_key), ['b']);
    end();
  });

  it('has data and error in every state, so that they can be taken apart', async () => {
    const { scope, end } = open();
    const { status, data, error } = await until(featureEntitlements(scope), isReady);
    assert.deepEqual([status, data?.length, error], ['ready', 3, undefined]);
    end();
  });

  it('says what is left of a feature: units, no end of them, or nothing to count', async () => {
    const { scope, end } = open();
    const left = async (key: string) => (await until(feature(scope, key), ({ granted }) => granted)).remaining;
    assert.deepEqual([await left('a'), await left('b'), await left('c')], [6, undefined, Infinity]);
    const short = await until(feature(scope, 'a', { remaining: 7 }), ({ status }) => status !== 'unknown');
    assert.deepEqual([short.status, short.reason, short.granted], ['denied', 'quota_exceeded', false]);
    end();
  });

  it('is in the language of its provider from the first drawing on, and follows it', async () => {
    const translated = ENTITLEMENTS.map((it) => ({ ...it, feature_title: 'Calls', translations: { de: { feature_title: 'Aufrufe' } } }));
    const initialData = { entitlements: { entitlements: translated } };
    const lang = createStore<string | undefined>('de-AT');
    const scope = createScope(() => ({ fetch: async () => Response.json(initialData.entitlements), noShare: true, initialData }), lang);
    const end = scope.hold();
    const title = (): unknown => view.get().data?.[0]?.feature_title;
    const view = featureEntitlements(scope);
    assert.equal(view.first.data?.[0]?.feature_title, 'Aufrufe');
    let told = 0;
    const leave = view.subscribe(() => told++);
    await until(view, (state) => state.status === 'ready' && !state.stale);
    assert.deepEqual([title(), view.get() === view.get()], ['Aufrufe', true]);
    const before = told;
    lang.set(undefined);
    assert.deepEqual([title(), told - before], ['Calls', 1]);
    lang.set('de');
    assert.equal((await until(feature(scope, 'a'), ({ entitlement }) => entitlement !== undefined)).entitlement?.feature_title, 'Aufrufe');
    leave();
    end();
  });

  it('says what is wrong with the settings, and throws at nobody', async () => {
    const scope = createScope(() => ({ apiUrl: 'http://billing.example' }));
    const end = scope.hold();
    const isFailed = ({ status }: { status: string }): boolean => status === 'error';
    assert.equal((await until(session(scope), isFailed)).error?.code, 'invalid_settings');
    assert.equal((await until(featureEntitlements(scope), isFailed)).error?.message, 'apiUrl must be https');
    end();
  });

  it('is asked for again by refresh(), which never rejects', async () => {
    let asked = 0;
    const onceOnly: typeof fetch = async (...call) => (asked++ > 0 ? Response.json({}, { status: 400 }) : answer(...call));
    const scope = createScope(() => ({ fetch: onceOnly, noShare: true }));
    const end = scope.hold();
    const view = featureEntitlements(scope);
    const leave = view.subscribe(() => {});
    await until(view, isReady);
    await view.get().refresh();
    assert.equal(asked, 2);
    assert.deepEqual([view.get().status, view.get().data?.length, view.get().error?.status], ['ready', 3, 400]);
    leave();
    end();
  });
});

describe('the client behind hooks', () => {
  it('is made when first needed, and ends a moment after its last holder', async () => {
    const scope = createScope(() => ({ fetch: answer, noShare: true }));
    assert.equal(scope.get(), undefined);
    const [one, other] = [scope.hold(), scope.hold()];
    const client = scope.need();
    one();
    one();
    await Promise.resolve();
    assert.equal(scope.get(), client);
    other();
    const back = scope.hold();
    await Promise.resolve();
    assert.equal(scope.get(), client);
    back();
    await Promise.resolve();
    assert.equal(scope.get(), undefined);
    await assert.rejects(client.session.getToken(), { code: 'client_destroyed' });
  });

  it("is left alone where it is the page's own", async () => {
    const { scope: own, end } = open();
    const client = own.need();
    const scope = createScope(() => ({ client }));
    assert.equal(scope.need(), client);
    scope.hold()();
    await Promise.resolve();
    await until(featureEntitlements(own), isReady);
    end();
  });

  it("is left alone where it is the page's own, also when another has come in its place", async () => {
    const [{ scope: first, end: endFirst }, { scope: second, end: endSecond }] = [open(), open()];
    let client = first.need();
    const scope = createScope(() => ({ client }));
    const letGo = scope.hold();
    client = second.need();
    letGo();
    await Promise.resolve();
    assert.equal(typeof (await first.need().session.getToken()), 'string');
    endFirst();
    endSecond();
  });

  it('calls the functions of the latest settings', async () => {
    let settings: BillingSettings = { apiUrl: 'https://billing.example', noShare: true, fetch: answer, getSessionToken: async () => null };
    const before = settingsKey(settings);
    const scope = createScope(() => settings);
    const end = scope.hold();
    settings = { ...settings, getSessionToken: async () => ({ token: 'opaque', userId: 'u' }) };
    assert.equal(settingsKey(settings), before);
    assert.notEqual(settingsKey({ ...settings, userId: 'u' }), before);
    assert.notEqual(settingsKey({ ...settings, getSessionToken: undefined }), before);
    assert.equal((await until(session(scope), isReady)).subject, '/u/');
    end();
  });
});

describe('what hooks do', () => {
  it('shows how the latest try went, and tells each of them', async () => {
    const { scope, end } = open();
    const finish: ((value: string) => void)[] = [];
    const view = viewAct(scope, (_client, input: string) =>
      input === 'bad' ? Promise.reject(new BillingError('quota_exceeded')) : new Promise<string>((resolve) => finish.push(resolve)),
    );
    assert.equal(view.get().status, 'idle');
    const [first, second] = [view.get().run('a'), view.get().run('b')];
    finish[1]?.('second');
    assert.deepEqual(await second, { status: 'done', result: 'second' });
    finish[0]?.('first');
    assert.deepEqual(await first, { status: 'done', result: 'first' });
    assert.equal(view.get().result, 'second');

    assert.equal((await view.get().run('bad')).error?.code, 'quota_exceeded');
    assert.deepEqual([view.get().status, view.get().error?.code], ['error', 'quota_exceeded']);
    end();
  });
});
