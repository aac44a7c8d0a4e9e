import type { Client } from '../client.js';
import type { RequestOptions } from '../transport.js';

/** One act of the API: what `{…}` in its path names is taken from the input, the rest of the input is its body. */
export type Action<Input, Answer> = (client: Client, input: Input, signal?: AbortSignal) => Promise<Answer>;

/**
 * `route` as `POST /subscriptions/{subscriptionId}/reactivate`. Afterwards whatever depends on `topic` is asked for again,
 * here and in other tabs; acts without one change nothing that anyone shows.
 */
export const action =
  <Input extends object | void, Answer>(route: string, topic?: string): Action<Input, Answer> =>
  async (client, input, signal) => {
    const body: Record<string, unknown> = { ...input };
    const [method, path = ''] = route.split(' ') as [RequestOptions['method'], string];
    const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => {
      if (!(name in body)) return whole; // `{project}`: the transport knows it
      const value = String(body[name]);
      delete body[name];
      return encodeURIComponent(value);
    });
    const answer = await client.request<Answer>(filled, { method, signal, ...(method !== 'GET' && { body }) });
    if (topic) client.invalidate(topic);
    return answer;
  };
