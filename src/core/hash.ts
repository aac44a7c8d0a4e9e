/** 32 bits, as Java hashes a string; of a letter of two units, the first alone. Not a secret: it keeps ids and addresses out of what is stored on a device. */
export function hash(text: string): number {
  let mixed = 0;
  for (const letter of text) mixed = (Math.imul(mixed, 31) + letter.charCodeAt(0)) | 0;
  return mixed;
}
