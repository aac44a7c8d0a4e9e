import { createBackoff } from './backoff.js';
import type { Settings } from './client.js';
import { createTimer, stopwatch } from './clock.js';
import { abortable, withDeadline } from './deadline.js';
import { AuthenticationError, AuthorizationError, BillingError, isBillingError, NetworkError } from './errors.js';
import { exclusively } from './lock.js';
import type { InnerSession, SessionState } from './session-client.js';
import { createShare, type News, type SharedToken } from './share.js';
import { createStore, LOADING, SIGNED_OUT } from './store.js';
import { readToken } from './token.js';
import { NOBODY, type TokenSource } from './token-source.js';

/** Data of the session's user, which come and go with the session. */
export interface UserData {
  /** Somebody else's session from here on, or nobody's. */
  reset(owner: string | undefined): void;
  /** The page is visible again, or there are tokens again after a failure. */
  wake(): void;
  /** These changed (none: everything). */
  invalidate(topics: readonly string[]): void;
}

/** The truth is in the variables; `render` derives the public state and the one timer from them. */
export function createSession(settings: Settings, source: TokenSource, apiUrl: string, data: ReadonlyMap<string, UserData>): InnerSession {
  /** The margin is at most one of so many parts of the token's life: 1 s of 30 s, 2 min of an hour. */
  const LIFE_PARTS = 30;
  /** A token is not sent in its last moments, when it could expire on the way. At most this, and half the margin. */
  const LAST_MOMENTS_MS = 2_000;
  const LONGEST_WAIT_MS = 120_000;
  /** A fresh token that the API refuses too is not replaced again at once. */
  const REJECTION_GAP_MS = 30_000;
  const { clock, host } = settings;
  const given = readToken(settings.sessionToken, clock.now());
  let { userId } = settings;
  let isOn = false;
  let held: SharedToken | undefined;
  let ageMs = stopwatch(clock);
  /** The subject: '' is a user without a known name, undefined nobody, null not known yet. */
  let owner = (source === NOBODY ? undefined : null) as string | null | undefined;
  let pending: Promise<string> | undefined;
  /** Of the user: aborted and replaced when another comes, so that what was started for the one before is dropped. */
  let era = new AbortController();
  let lastError: BillingError | undefined;
  let rejectedMs = (): number => Infinity;
  /** A page in the back/forward cache hears nothing: afterwards anything may have changed, in another tab or where this one went. */
  let missed: News = {};
  const backoff = createBackoff(clock, settings.random, LONGEST_WAIT_MS);
  const checkIn = createTimer(clock, check);
  const { set, ...store } = createStore<SessionState>(LOADING, start);
  const share = createShare(host, hear);

  const leftMs = (): number => (held ? held.lifeMs - ageMs() : 0);
  const marginMs = (): number => (held && source !== NOBODY ? Math.min(settings.refreshMarginMs, held.lifeMs / LIFE_PARTS) : 0);
  const usable = (): SharedToken | undefined =>
    leftMs() > Math.min(LAST_MOMENTS_MS, marginMs() / 2) ? held : undefined;

  function render(): void {
    set(Object.freeze(derive()));
    schedule();
  }

  function schedule(): void {
    if (era.signal.aborted) return;
    share.join(tabsName());
    checkIn(pending ? Infinity : Math.max(leftMs() - marginMs(), backoff.leftMs(0), 0));
  }

  function derive(): SessionState {
    const token = usable();
    if (token) {
      return {
        status: pending ? 'refreshing' : 'ready',
        subject: owner || null,
        issuedAt: token.bornAt,
        expiresAt: token.bornAt + token.lifeMs,
        ...(lastError && { error: lastError }),
      };
    }
    if (pending || !lastError) return LOADING;
    return lastError.code === 'signed_out' ? SIGNED_OUT : { status: 'error', error: lastError };
  }

  /** The name of the lock and the channel of tabs that share a session: where tokens come from (else the API), and the user. */
  function tabsName(): string | undefined {
    const who = userId ?? owner;
    return settings.noShare || !who ? undefined : `billing ${source.shared ? source.what : apiUrl} ${who}`;
  }

  function setOwner(next?: string): void {
    const before = owner;
    owner = next;
    if (next === before) return;
    if (before && next) set(SIGNED_OUT);
    data.forEach((it) => it.reset(next));
  }

  const ageOf = (token: SharedToken): number => Math.max(0, clock.now() - token.bornAt);

  function keep(token: SharedToken): void {
    const back = lastError;
    held = token;
    ageMs = stopwatch(clock, ageOf(token));
    pending = lastError = undefined;
    backoff.reset();
    setOwner(token.subject ?? userId ?? '');
    render();
    if (back) data.forEach((it) => it.wake());
  }

  function becomeSignedOut(): void {
    held = pending = undefined;
    lastError = new AuthenticationError('signed_out');
    backoff.stop();
    setOwner();
    render();
  }

  function hear({ token, topics }: News): void {
    if (topics) data.forEach((it) => it.invalidate(topics));
    if (!token || !source.shared || !isOn) return;
    if (leftMs() < token.lifeMs - ageOf(token)) keep(token); // an older one never replaces a newer one
  }

  /** One request at a time, for all callers and, where tabs share, for all tabs. */
  function load(): Promise<string> {
    if (pending) return pending;
    const mine = era;
    const before = held;
    const look = (): string | undefined => (held === before ? undefined : usable()?.value);
    const request = withDeadline(clock, settings.timeoutMs, source.what, mine.signal, (signal) =>
      exclusively(settings, tabsName(), () => ask(signal), look, signal),
    ).catch((error: unknown) => {
      if (mine !== era) throw error;
      fail(error);
      throw lastError; // the session's own error: whatever refused the token, nobody is signed in
    });
    pending = request;
    pending.catch(() => {}); // also when nobody waits
    render();
    return request;
  }

  async function ask(signal: AbortSignal): Promise<string> {
    const bornAt = clock.now(); // before the request: the token cannot be older
    const [body, serverNowMs = clock.now()] = await source.fetch(signal);
    signal.throwIfAborted(); // a function that ignores its signal, or another user by now
    const token = readToken(body, serverNowMs);
    if (!token) throw new AuthenticationError('signed_out');
    if ((userId ?? token.userId) !== (token.userId ?? userId)) throw new BillingError('wrong_user');
    const fresh = { ...token, bornAt };
    keep(fresh);
    if (source.shared) share.post({ token: fresh });
    return token.value;
  }

  function fail(cause: unknown): void {
    pending = undefined;
    if (cause instanceof AuthenticationError || cause instanceof AuthorizationError) return becomeSignedOut();
    lastError = isBillingError(cause) ? cause : new NetworkError('session_failed', source.what, { cause });
    backoff.fail(lastError);
    render();
  }

  function renew(): void {
    if (leftMs() <= marginMs() && !pending && backoff.leftMs(0) <= 0) void load();
  }

  /** A hidden page waits until it is seen. */
  function check(): void {
    if (!isOn || host.isHidden()) return;
    renew();
    schedule();
  }

  function start(): void {
    if (isOn) return;
    isOn = true;
    if (given) keep({ ...given, bornAt: clock.now() });
    else if (source === NOBODY) becomeSignedOut(); // known at once, so that the first drawing is right
    else void load();
  }

  async function getToken({ signal }: { signal?: AbortSignal | undefined } = {}): Promise<string> {
    start();
    era.signal.throwIfAborted();
    const token = usable();
    if (token) {
      renew();
      return token.value;
    }
    if (lastError && !pending && backoff.leftMs(0) > 0) throw lastError;
    return abortable(load(), signal);
  }

  function changeUser(next?: string): void {
    const old = era;
    era = new AbortController();
    isOn = true;
    userId = next;
    held = pending = lastError = undefined;
    backoff.reset();
    old.abort(new AuthenticationError('user_changed'));
  }

  const unwatch = host.watch((event) => {
    if (event === 'leave') {
      missed = { topics: [] };
      return share.join(); // an open channel keeps a page out of that cache
    }
    if (lastError instanceof NetworkError) backoff.reset();
    check();
    hear(missed);
    missed = {};
    data.forEach((it) => it.wake());
  });

  return {
    ...store,
    get subject() {
      return owner || null;
    },
    getToken,
    async refresh() {
      isOn = true;
      backoff.reset();
      await load();
    },
    replace(token) {
      if (held && held.value !== token) return getToken();
      if (!pending) {
        if (rejectedMs() < REJECTION_GAP_MS) return undefined;
        rejectedMs = stopwatch(clock);
        held = undefined;
      }
      return load();
    },
    signOut() {
      changeUser();
      becomeSignedOut();
    },
    setUser(next) {
      if (next === userId && !lastError) return;
      changeUser(next);
      setOwner();
      void load();
    },
    invalidate(topics) {
      hear({ topics });
      share.post({ topics });
    },
    destroy(reason) {
      unwatch();
      era.abort(reason);
      checkIn(Infinity);
      share.join();
    },
  };
}
