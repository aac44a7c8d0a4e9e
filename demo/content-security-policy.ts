/** The kit needs nothing beyond this: no inline style or script, no data: address, no other host but the API. */
export function contentSecurityPolicy(apiUrl: string): Record<string, string[]> {
  const self = ["'self'"];
  return {
    defaultSrc: self,
    connectSrc: ["'self'", new URL(apiUrl).origin],
    baseUri: ["'none'"],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    formAction: self,
  };
}
