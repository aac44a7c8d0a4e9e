import type { Client } from '../client.js';
import { isPassing } from '../errors.js';
import type { RequestOptions } from '../transport.js';

/** One act of the API: what `{…}` in its path names is taken from the input, the rest of the input is its body. */
export type Action<Input, Answer> = (client: Client, input: Input, signal?: AbortSignal) => Promise<Answer>;

/**
 * What was meant by acts that got no answer, and the key of each, which is its customer's own at the API. With the next
 * answer to any act the reader has gone on: who means the same again then means it anew.
 */
let lost: Record<string, string> = {};

/**
 * `route` as `POST /subscriptions/{subscriptionId}/reactivate`. However it ends, whatever depends on `topic` is asked for
 * again, here and in other tabs; acts without one change nothing that anyone shows.
 *
 * An answer can be lost after the API has acted. Tried again, the same act goes by the same idempotency key: it is done
 * once, and answered with what was done.
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
