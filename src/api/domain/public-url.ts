import { plainUrl } from './plain-url.js';

/**
 * Where people reach the API, as links to its pages begin: without a slash at the end.
 *
 * @throws {TypeError} where links would lead nowhere: without a scheme, or with a path, which the pages' forms know nothing of
 */
export function publicOrigin(text: string): string {
  const url = plainUrl(text);
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  throw new TypeError(`API_PUBLIC_URL (publicUrl) is an origin such as https://billing.example.com, without a path after it, and not "${text}"`);
}
