import type { Clock } from './clock.js';
import type { Channel, Host } from './host.js';
import { exclusively } from './lock.js';

/** What one tab tells the others of the same user. */
export type News =
  | { type: 'token'; value: string; subject: string | null; userId: string | null; lifeMs: number; bornAt: number }
  | { type: 'changed'; topics: readonly string[] };

export interface Share {
  /** Names the circle of tabs; undefined while the user is unknown, and then nothing is shared. */
  join(circle: string | undefined): void;
  post(news: News): void;
  /** One tab at a time: `run`, unless another tab has meanwhile brought what `look` finds. */
  exclusive<T>(look: () => T | undefined, run: () => Promise<T>): Promise<T>;
  /** An open channel keeps a page out of the back/forward cache. */
  suspend(): void;
  resume(): void;
}

export function createShare(host: Host, clock: Clock, listener: (news: News) => void): Share {
  let circle: string | undefined;
  let channel: Channel | undefined;

  const suspend = (): void => {
    channel?.close();
    channel = undefined;
  };
  const resume = (): void => {
    if (circle && !channel) channel = host.openChannel?.(circle, (message) => listener(message as News));
  };

  return {
    suspend,
    resume,
    join(next) {
      if (next === circle) return;
      suspend();
      circle = next;
      resume();
    },
    post: (news) => channel?.post(news),
    exclusive: (look, run) => (circle === undefined ? run() : exclusively({ host, clock, name: circle, look, run })),
  };
}
