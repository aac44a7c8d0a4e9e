import { stopwatch, type Clock } from './clock.js';
import { abortable, withDeadline } from './deadline.js';
import { AuthenticationError, AuthorizationError, BillingError, NetworkError, RateLimitError } from './errors.js';
import type { Host } from './host.js';
import { createShare, type News } from './share.js';
import { createStore, type Store } from './store.js';
import { readToken, type Token } from './token.js';
import type { TokenSource } from './token-source.js';

/** The part of a token's life before whose end it is renewed: 1 s of 30 s, 2 min of an hour. */
const MARGIN_FRACTION = 1 / 30;
/** A token is not sent in its last moments: it would be over on arrival. At most 2 s, and half the margin. */
const LAST_MOMENTS_MS = 2_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 120_000;
/** A fresh token that the API refuses too is not replaced again at once. */
const REJECTION_GAP_MS = 30_000;

interface Known {
  /** `merchant/user/organization`; null where neither token nor page said whose session this is. */
  readonly subject: string | null;
  /** Local wall times, ms since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Never holds the token. `refreshing` has a token that still works; `ready` with an `error` could not renew it yet. */
export type SessionState =
  | { readonly status: 'loading' }
  | ({ readonly status: 'ready'; readonly error?: BillingError } & Known)
  | ({ readonly status: 'refreshing' } & Known)
  | { readonly status: 'signed-out' }
  | { readonly status: 'error'; readonly error: BillingError };

export interface SessionClient extends Store<SessionState> {
  /** Whose data this is; null while nobody is known. */
  readonly subject: string | null;
  /**
   * A token that works now. One request serves all callers, and one caller's abort stops none of the others.
   * Rejects with AuthenticationError `signed_out`, or with what kept the token from coming.
   */
  getToken(options?: { signal?: AbortSignal | undefined }): Promise<string>;
  /** Asks for a new token now; also the way back in after the route has answered 401. */
  refresh(): Promise<void>;
  signOut(): void;
  /** Another user: what belongs to the one before is dropped, also what is on its way. */
  setUser(userId: string): void;
}

/** What the client needs besides. */
export interface InnerSession extends SessionClient {
  /** The API refused this token: a promise of another, or undefined where asking again is pointless. */
  replace(token: string): Promise<string> | undefined;
  tellOthers(topics: readonly string[]): void;
  wake(): void;
  leave(): void;
  destroy(): void;
}

export interface SessionOptions {
  source: TokenSource | undefined;
  /** Given token: the first one. */
  first: Token | null;
  /** Names the circle of tabs that share: the token's URL, else the API's. */
  circle: string;
  sharesTokens: boolean;
  noShare: boolean;
  userId: string | undefined;
  host: Host;
  clock: Clock;
  random: () => number;
  refreshMarginMs: number;
  timeoutMs: number;
  onSubject(): void;
  onTopics(topics: readonly string[]): void;
}

interface Held extends Token {
  readonly bornAt: number;
  ageMs(): number;
}

export function createSession(options: SessionOptions): InnerSession {
  const { source, clock, host, onSubject } = options;
  let { userId } = options;
  let held: Held | undefined;
  let subject: string | null = null;
  let pending: Promise<Held | null> | undefined;
  /** Replaced when the user changes: what an older one started is dropped. */
  let era = new AbortController();
  let failures = 0;
  let lastError: BillingError | undefined;
  let waitMs = 0;
  let waited = stopwatch(clock);
  let rejectedAgoMs = (): number => Infinity;
  let cancelTimer = (): void => {};
  let started = false;

  const store = createStore<SessionState>({ status: 'loading' }, { onActive: () => (start(), () => {}) });
  const share = createShare(host, clock, hear);

  const leftMs = ({ lifeMs, ageMs }: Held): number => lifeMs - ageMs();
  const marginMs = ({ lifeMs }: Held): number => Math.min(options.refreshMarginMs, lifeMs * MARGIN_FRACTION);
  const works = (it: Held | undefined): it is Held =>
    it !== undefined && leftMs(it) > Math.min(LAST_MOMENTS_MS, marginMs(it) / 2);
  const isWaiting = (): boolean => waited() < waitMs;
  const isSignedOut = (): boolean => store.get().status === 'signed-out';

  function show(state: SessionState): void {
    store.set(Object.freeze(state));
  }

  function showHeld(status: 'ready' | 'refreshing', it: Held): void {
    const known = { subject, issuedAt: it.bornAt, expiresAt: it.bornAt + it.lifeMs };
    show(status === 'ready' && lastError ? { status, ...known, error: lastError } : { status, ...known });
  }

  function belongsTo(next: string | null): void {
    if (next === subject) return;
    const before = subject;
    subject = next;
    if (before !== null && next !== null) show({ status: 'signed-out' });
    onSubject();
  }

  function joinCircle(): void {
    const who = userId ?? subject;
    share.join(options.noShare || who === null ? undefined : `billing ${options.circle} ${who}`);
  }

  function keep(token: Token, ageMs: number, bornAt: number): Held {
    held = { ...token, subject: token.subject ?? userId ?? null, bornAt, ageMs: stopwatch(clock, ageMs) };
    failures = waitMs = 0;
    lastError = undefined;
    belongsTo(held.subject);
    joinCircle();
    showHeld('ready', held);
    schedule();
    return held;
  }

  function drop(state: SessionState, nextSubject: string | null = null): void {
    held = undefined;
    cancelTimer();
    belongsTo(nextSubject);
    joinCircle();
    show(state);
  }

  function hear(news: News): void {
    if (news?.type === 'changed') options.onTopics(news.topics);
    if (news?.type !== 'token' || !options.sharesTokens || isSignedOut()) return;
    const { value, bornAt, lifeMs } = news;
    const ageMs = Math.max(0, clock.now() - bornAt);
    if (held && (held.value === value || leftMs(held) >= lifeMs - ageMs)) return;
    keep({ value, lifeMs, subject: news.subject, userId: news.userId }, ageMs, bornAt);
  }

  /** One request at a time, over all callers and, where tabs share, over all tabs. */
  function load(): Promise<Held | null> {
    if (!source) return Promise.resolve(null);
    if (pending) return pending;
    const mine = era;
    const before = held?.value;
    const news = (): Held | undefined => (works(held) && held.value !== before ? held : undefined);
    cancelTimer();
    if (works(held)) showHeld('refreshing', held);
    else show({ status: 'loading' });

    const request = withDeadline(
      { clock, ms: options.timeoutMs, what: source.what, signals: [mine.signal] },
      (signal) => share.exclusive(news, () => ask(source, signal, mine)),
    ).catch((error: unknown) => {
      if (mine === era) fail(error);
      throw error;
    });
    pending = request.finally(() => {
      if (mine === era) pending = undefined;
    });
    pending.catch(() => {}); // also when nobody waits
    return pending;
  }

  async function ask(from: TokenSource, signal: AbortSignal, mine: AbortController): Promise<Held | null> {
    const bornAt = clock.now();
    const ageMs = stopwatch(clock); // from before the request: the token is not older than it
    const answer = await from.fetch(signal);
    if (mine !== era || signal.aborted) throw mine.signal.reason ?? signal.reason;
    const token = readToken(answer.body, answer.serverNowMs ?? clock.now());
    if (!token) {
      drop({ status: 'signed-out' });
      return null;
    }
    if (userId !== undefined && token.userId !== null && token.userId !== userId) {
      throw new AuthenticationError('wrong_user', `${from.what}: the token is not the expected user's`);
    }
    const { value, lifeMs } = token;
    const next = keep(token, ageMs(), bornAt);
    if (options.sharesTokens) share.post({ type: 'token', value, lifeMs, bornAt, subject: next.subject, userId: next.userId });
    return next;
  }

  function fail(cause: unknown): void {
    const error = cause instanceof BillingError ? cause : new NetworkError('session_failed', 'The session token could not be had', { cause });
    const refused = error instanceof AuthenticationError || error instanceof AuthorizationError;
    if (refused && error.code !== 'wrong_user') return drop({ status: 'signed-out' });
    lastError = error;
    const told = error instanceof RateLimitError ? (error.retryAfter ?? 0) * 1000 : 0;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** failures++, LONGEST_WAIT_MS);
    waitMs = Math.max(told, wait * (1 + options.random() / 4)); // jitter only adds: tabs spread, and none asks more often
    waited = stopwatch(clock);
    if (works(held)) showHeld('ready', held);
    else show({ status: 'error', error });
    schedule();
  }

  /** The only timer: the next renewal, or the next try after a failure. A hidden page waits until it is seen. */
  function schedule(): void {
    cancelTimer();
    const due = held ? Math.max(0, leftMs(held) - (source ? marginMs(held) : 0)) : 0;
    const ms = Math.max(due, waitMs - waited(), 0);
    if (ms < Infinity) cancelTimer = clock.after(ms, check);
  }

  function check(): void {
    if (!started || era.signal.aborted || isSignedOut()) return;
    if (!source && !works(held)) return drop({ status: 'signed-out' });
    if (host.isHidden() || pending || isWaiting()) return;
    if (!held || leftMs(held) <= marginMs(held)) void load();
    else schedule();
  }

  function start(): void {
    if (started) return;
    started = true;
    if (options.first) keep(options.first, 0, clock.now());
    else if (!source) show({ status: 'signed-out' });
    else {
      joinCircle();
      void load();
    }
  }

  async function getToken({ signal }: { signal?: AbortSignal | undefined } = {}): Promise<string> {
    start();
    if (isSignedOut() || era.signal.aborted) throw signedOut();
    if (works(held)) {
      if (leftMs(held) <= marginMs(held) && !isWaiting()) void load();
      return held.value;
    }
    if (!pending && isWaiting() && lastError) throw lastError;
    const next = await abortable(load(), signal);
    if (!next) {
      if (!source) drop({ status: 'signed-out' });
      throw signedOut();
    }
    return next.value;
  }

  /** A new era: aborts what is on its way and forgets whose it was. */
  function begin(reason: BillingError): void {
    const old = era;
    era = new AbortController();
    pending = undefined;
    failures = waitMs = 0;
    lastError = undefined;
    old.abort(reason);
  }

  return {
    get: () => store.get(),
    subscribe: store.subscribe,
    get subject() {
      return subject;
    },
    getToken,
    async refresh() {
      if (!source) return;
      started = true;
      waitMs = 0;
      await load();
    },
    replace(token) {
      if (held && held.value !== token) return getToken();
      if (!source || (!pending && rejectedAgoMs() < REJECTION_GAP_MS)) return undefined;
      if (!pending) {
        rejectedAgoMs = stopwatch(clock);
        held = undefined;
        waitMs = 0;
      }
      return load().then((next) => next?.value ?? Promise.reject(signedOut()));
    },
    signOut() {
      started = true;
      begin(signedOut());
      userId = undefined;
      drop({ status: 'signed-out' });
    },
    setUser(next) {
      if (next === userId && !isSignedOut()) return;
      started = true;
      begin(new AuthenticationError('user_changed', 'The user changed before the answer came'));
      userId = next;
      drop({ status: 'loading' });
      joinCircle();
      void load();
    },
    tellOthers: (topics) => share.post({ type: 'changed', topics }),
    wake() {
      share.resume();
      if (lastError instanceof NetworkError) waitMs = 0;
      check();
    },
    leave: share.suspend,
    destroy() {
      era.abort(new AuthenticationError('client_destroyed', 'The billing client is gone'));
      cancelTimer();
      share.join(undefined);
      held = undefined;
    },
  };
}

const signedOut = (): AuthenticationError => new AuthenticationError('signed_out', 'Nobody is signed in');

