/** 32 bits, as Java hashes a string. Not a secret: it keeps ids and addresses out of what is stored on a device. */
export function hash(text: string): number {
  let mixed = 0;
  for (let at = 0; at < text.length; at++) mixed = (Math.imul(mixed, 31) + text.charCodeAt(at)) | 0;
  return mixed;
}
