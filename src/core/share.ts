import type { Channel, Host } from './host.js';
import type { Token } from './token.js';

/** A token with the wall time of its birth: all tabs on a machine have that clock in common. */
export interface SharedToken extends Token {
  readonly bornAt: number;
}

/** What one tab tells the others of the same user. */
export interface News {
  readonly token?: SharedToken;
  readonly topics?: readonly string[];
}

export interface Share {
  /** Leaves its channel and joins the one of this name; none while the user is unknown, when nothing is shared. */
  join(name?: string): void;
  post(news: News): void;
}

export function createShare(host: Host, listener: (news: News) => void): Share {
  let joined: string | undefined;
  let channel: Channel | undefined;
  return {
    join(name) {
      if (name === joined) return;
      joined = name;
      channel?.close();
      channel = name ? host.openChannel?.(name, (message) => listener(message as News)) : undefined;
    },
    post: (news) => channel?.postMessage(news),
  };
}
