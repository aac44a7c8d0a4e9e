/** What happens to the page: `wake` when time may have passed or the network is back, `leave` when it may be frozen. */
export type PageEvent = 'wake' | 'leave';

export interface Channel {
  post(message: unknown): void;
  close(): void;
}

/** What the surroundings offer: a page, a worker, Node, or a simulation of several tabs. */
export interface Host {
  isHidden(): boolean;
  watch(listener: (event: PageEvent) => void): () => void;
  /** Runs one holder of `name` at a time, over all tabs. Absent where there is nothing to share with. */
  lock?(name: string, signal: AbortSignal, run: () => Promise<void>): Promise<void>;
  /** Instead of `localStorage`. Never holds a token. */
  readonly storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  openChannel?(name: string, listener: (message: unknown) => void): Channel;
}

/** `focus` is left out on purpose: it never comes inside an iframe. No `unload` either: it evicts from the bfcache. */
const WAKING = ['pageshow', 'online'];

export function createHost(scope: typeof globalThis = globalThis): Host {
  const page: Document | undefined = scope.document;
  const locks: LockManager | undefined = scope.navigator?.locks;

  return {
    isHidden: () => page?.visibilityState === 'hidden',
    watch(listener) {
      const stop = new AbortController();
      const on = (target: EventTarget | undefined, type: string, call: () => void): void =>
        target?.addEventListener?.(type, call, { signal: stop.signal });
      for (const type of WAKING) on(scope, type, () => listener('wake'));
      on(page, 'visibilitychange', () => page?.visibilityState === 'visible' && listener('wake'));
      on(scope, 'pagehide', () => listener('leave'));
      return () => stop.abort();
    },
    ...(locks && {
      lock: (name: string, signal: AbortSignal, run: () => Promise<void>) => locks.request(name, { signal }, run),
    }),
    ...(typeof BroadcastChannel === 'function' && {
      openChannel(name: string, listener: (message: unknown) => void) {
        const channel = new BroadcastChannel(name);
        channel.onmessage = ({ data }) => listener(data);
        return { post: (message: unknown) => channel.postMessage(message), close: () => channel.close() };
      },
    }),
  };
}
