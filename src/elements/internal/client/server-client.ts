import { createClient, type Client, type ClientOptions } from '../../../core/client.js';
import { failedClient } from './failed-client.js';

/** A client that has what came with the page, and asks nobody. */
export function serverClient({ sessionTokenUrl, ...options }: ClientOptions): Client {
  const refuse = (): Promise<never> => Promise.reject(new TypeError('A server renders what it was given'));
  const getSessionToken = sessionTokenUrl === undefined ? undefined : refuse;
  try {
    const client = createClient({ ...options, getSessionToken, fetch: refuse, noShare: true });
    // Where there is nowhere to sign in, a session knows that as soon as someone looks.
    if (!getSessionToken) client.session.subscribe(() => {})();
    const { session } = client;
    const tell: Client['session']['subscribe'] = (listener) => {
      listener(session.get());
      return () => {};
    };
    // Being listened to, a session would begin to ask for its token, and go on asking.
    return { ...client, session: { ...session, subscribe: tell } };
  } catch (error) {
    return failedClient(error).client;
  }
}
