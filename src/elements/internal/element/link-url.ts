/** A server does not know where its page will stand; how an address reads there is the same. */
const ANYWHERE = 'https://page.invalid/';
const ALLOWED = ['http:', 'https:', 'mailto:'];

/** An address that may become a link, as it was given; anything that could run or that cannot be read is left out. */
export function linkUrl(url: string | null | undefined): string | undefined {
  if (!url) return undefined;
  try {
    return ALLOWED.includes(new URL(url, globalThis.document?.baseURI ?? ANYWHERE).protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}
