/** 32 bits, nearly as Java hashes a string (only the first unit of a surrogate pair counts). No secret: it only keeps ids and addresses off the device. */
export function hash(text: string): number {
  let mixed = 0;
  for (const letter of text) mixed = (Math.imul(mixed, 31) + letter.charCodeAt(0)) | 0;
  return mixed;
}
