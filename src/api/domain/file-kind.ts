/** Bytes at the beginning by which a kind is known; `undefined` may be any byte. */
const KINDS: readonly (readonly [type: string, signature: readonly (number | undefined)[]])[] = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  // "RIFF", four bytes of length, "WEBP".
  ['image/webp', [0x52, 0x49, 0x46, 0x46, undefined, undefined, undefined, undefined, 0x57, 0x45, 0x42, 0x50]],
  // "%PDF-"
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
];

/** The media type by a file's first bytes, for the kinds that tickets take. */
export const fileKind = (bytes: Uint8Array): string | undefined =>
  KINDS.find(([, signature]) => signature.every((byte, index) => byte === undefined || bytes[index] === byte) && bytes.length > signature.length)?.[0];
