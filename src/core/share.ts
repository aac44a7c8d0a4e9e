import type { Clock } from './clock.js';
import type { Channel, Host } from './host.js';
import { exclusively } from './lock.js';
import type { Token } from './token.js';

/** A token with the wall time of its birth: tabs of one machine have that clock in common. */
export interface SharedToken extends Token {
  readonly bornAt: number;
}

/** What one tab tells the others of the same user. */
export interface News {
  readonly token?: SharedToken;
  readonly topics?: readonly string[];
}

export interface Share {
  /** Names the circle of tabs; undefined while the user is unknown, and then nothing is shared. */
  join(circle: string | undefined): void;
  post(news: News): void;
  /** One tab at a time: `run`, unless another tab has meanwhile brought what `look` finds. */
  exclusive<T>(signal: AbortSignal, look: () => T | undefined, run: () => Promise<T>): Promise<T>;
  /** An open channel keeps a page out of the back/forward cache. */
  suspend(): void;
  resume(): void;
}

export function createShare(host: Host, clock: Clock, listener: (news: News) => void): Share {
  let name: string | undefined;
  let channel: Channel | undefined;

  const suspend = (): void => {
    channel?.close();
    channel = undefined;
  };
  const resume = (): void => {
    if (name) channel ??= host.openChannel?.(name, (message) => listener(message as News));
  };

  return {
    suspend,
    resume,
    join(next) {
      if (next === name) return;
      suspend();
      name = next;
      resume();
    },
    post: (news) => channel?.post(news),
    exclusive: (signal, look, run) => (name ? exclusively({ host, clock, name, signal, look, run }) : run()),
  };
}
