/** FNV-1a, 32 bits. Not a secret: it keeps ids and addresses out of what is stored on a device. */
export function hash(text: string): number {
  let mixed = 0x811c9dc5;
  for (const char of text) mixed = Math.imul(mixed ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return mixed;
}
