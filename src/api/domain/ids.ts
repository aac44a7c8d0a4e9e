/** Crockford's alphabet without look-alikes: 5 bits a character. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** `length` random characters, 5 bits each. */
export function randomText(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('');
}

/** `sub_…`: sorts by time of making (so that new rows land together in an index), and holds 130 random bits. */
export function newId(prefix: string): string {
  let time = '';
  for (let rest = Date.now(), index = 0; index < 9; index += 1, rest = Math.floor(rest / 32)) time = ALPHABET[rest % 32] + time;
  return `${prefix}_${time}${randomText(26)}`;
}
