/**
 * A URL that all parsers read alike, or undefined: backslashes, white space and control characters are where they
 * disagree, and names and passwords before the host are there to deceive.
 */
export function plainUrl(text: string): URL | undefined {
  // oxlint-disable-next-line no-control-regex -- control characters are what must not get through
  if (/[\\\u0000-\u0020\u007f]/.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.username || url.password ? undefined : url;
}
