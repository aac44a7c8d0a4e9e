import { createClient, type Client, type ClientOptions } from '../../../core/client.js';
import { failedClient } from './failed-client.js';

/** A client that has only what came with the page, and sends no request. */
export function serverClient({ sessionTokenUrl, ...options }: ClientOptions): Client {
  const refuse = (): Promise<never> => Promise.reject(new TypeError('A server renders what it was given'));
  const getSessionToken = sessionTokenUrl === undefined ? undefined : refuse;
  try {
    const client = createClient({ ...options, getSessionToken, fetch: refuse, noShare: true });
    // Without a place to sign in, the session is signed out as soon as somebody subscribes.
    if (!getSessionToken) client.session.subscribe(() => {})();
    const { session } = client;
    const tell: Client['session']['subscribe'] = (listener) => {
      listener(session.get());
      return () => {};
    };
    // A session with a listener would ask for its token, and go on asking.
    return { ...client, session: { ...session, subscribe: tell } };
  } catch (error) {
    return failedClient(error).client;
  }
}
