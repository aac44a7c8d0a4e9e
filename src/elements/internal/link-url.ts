const ALLOWED = ['http:', 'https:', 'mailto:'];

/** An address that may become a link, as it was given; anything that could run or that cannot be read is left out. */
export function linkUrl(url: string | null | undefined): string | undefined {
  if (!url) return undefined;
  try {
    return ALLOWED.includes(new URL(url, document.baseURI).protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}
