import { createClient, type Client, type ClientOptions } from '../../core/client.js';
import { failedClient } from './failed-client.js';

/** A client that has what came with the page, and asks nobody. */
export function serverClient({ sessionTokenUrl, ...options }: ClientOptions): Client {
  const refuse = (): Promise<never> => Promise.reject(new TypeError('A server renders what it was given'));
  const getSessionToken = sessionTokenUrl === undefined ? undefined : refuse;
  try {
    return createClient({ ...options, getSessionToken, fetch: refuse, noShare: true });
  } catch (error) {
    return failedClient(error).client;
  }
}
