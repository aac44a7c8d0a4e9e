import { plainUrl } from './plain-url.js';

/**
 * Where people reach the API: the beginning of links to its pages, without a slash at the end.
 *
 * @throws {TypeError} without a scheme, or with a path, which the pages' forms do not have: such links would lead nowhere
 */
export function publicOrigin(text: string): string {
  const url = plainUrl(text);
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  throw new TypeError(`API_PUBLIC_URL (publicUrl) is an origin such as https://billing.example.com, without a path after it, and not "${text}"`);
}
