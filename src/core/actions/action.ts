import type { Client } from '../client.js';
import { isPassing } from '../errors.js';
import type { RequestOptions } from '../transport.js';

/** One action of the API. The input fills in the `{…}` of its path; the rest of it is the body. */
export type Action<Input, Answer> = (client: Client, input: Input, signal?: AbortSignal) => Promise<Answer>;

/**
 * The actions that got no answer, by what they meant, each with its idempotency key. Any later answer empties this: the reader
 * has gone on, and whoever does the same again means it anew. A key needs no owner: at the API it belongs to the customer.
 */
let lost: Record<string, string> = {};

/**
 * Makes an action from a route such as `POST /subscriptions/{subscriptionId}/reactivate`. However it ends, everything that
 * depends on `topic` is asked for again, here and in other tabs. Actions without a topic change nothing that is on screen.
 *
 * An answer can be lost after the API has acted. The same action, tried again, is sent with the same idempotency key: the API
 * does it once, and answers what it did.
 */
export const action =
  <Input extends object | void, Answer>(route: string, topic?: string): Action<Input, Answer> =>
  async (client, input, signal) => {
    const body: Record<string, unknown> = { ...input };
    const [method, path] = route.split(' ') as [RequestOptions['method'], string];
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = String(body[name]);
      delete body[name];
      return encodeURIComponent(value);
    });
    const meant = route + JSON.stringify(input);
    const idempotencyKey = lost[meant] ?? crypto.randomUUID();
    const asked = client.request<Answer>(filled, { method, signal, idempotencyKey, body: method === 'GET' ? undefined : body });
    if (!topic) return asked;
    try {
      await asked;
      lost = {};
      return asked;
    } catch (error) {
      if (isPassing(error)) lost[meant] = idempotencyKey;
      else lost = {};
      throw error;
    } finally {
      client.invalidate(topic);
    }
  };
