import type { Client } from '../client.js';
import type { RequestOptions } from '../transport.js';

/** A mutation: POST unless said otherwise, then whatever depends on `topics` is asked for again, here and in other tabs. */
export async function act<T>(client: Client, path: string, options: RequestOptions, ...topics: string[]): Promise<T> {
  const answer = await client.request<T>(path, { method: 'POST', ...options });
  client.invalidate(...topics);
  return answer;
}
