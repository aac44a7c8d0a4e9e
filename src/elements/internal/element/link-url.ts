/** A server does not know its page's address; any other will do to read a relative one. */
const ANYWHERE = 'https://page.invalid/';
const ALLOWED = ['http:', 'https:', 'mailto:'];

/** The address as it was given if it may become a link; undefined if it could run as script or cannot be read. */
export function linkUrl(url: string | null | undefined): string | undefined {
  if (!url) return undefined;
  try {
    return ALLOWED.includes(new URL(url, globalThis.document?.baseURI ?? ANYWHERE).protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}
