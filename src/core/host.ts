/** What happens to the page: `wake` when time may have passed or the network is back, `leave` when it may be frozen. */
export type PageEvent = 'wake' | 'leave';

export interface Channel {
  postMessage(message: unknown): void;
  close(): void;
}

/** What the surroundings offer: a page, a worker, Node, or a simulation of several tabs. */
export interface Host {
  isHidden(): boolean;
  watch(listener: (event: PageEvent) => void): () => void;
  /** Lets one tab at a time hold `name`. Absent where there are no other tabs. */
  lock?: ((name: string, signal: AbortSignal, run: () => Promise<unknown>) => Promise<unknown>) | undefined;
  openChannel?: ((name: string, listener: (message: unknown) => void) => Channel) | undefined;
  /** Instead of `localStorage`. Never holds a token. */
  readonly storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/** The page or worker this runs in, or Node. Works whatever of it is missing. */
export function createHost(): Host {
  const { document: page, navigator, BroadcastChannel: Broadcast } = globalThis as Partial<typeof globalThis>;
  const locks: LockManager | undefined = navigator?.locks;
  const isHidden = (): boolean => page?.visibilityState === 'hidden';
  return {
    isHidden,
    watch(listener) {
      const stop = new AbortController();
      const hear = ({ type }: Event): void => {
        if (type === 'pagehide') listener('leave');
        // A page that is hidden does not wake: `visibilitychange` comes after `pagehide`, and would undo it.
        else if (!isHidden()) listener('wake');
      };
      // No `focus`: it never comes inside an iframe. No `unload`: it keeps a page out of the back/forward cache.
      for (const type of ['pageshow', 'pagehide', 'online', 'visibilitychange']) globalThis.addEventListener?.(type, hear, stop);
      return () => stop.abort();
    },
    lock: locks && ((name, signal, run) => locks.request(name, { signal }, run)),
    openChannel:
      Broadcast &&
      ((name, listener) => {
        const channel = new Broadcast(name);
        channel.onmessage = ({ data }) => listener(data);
        return channel;
      }),
  };
}
