type Bytes = Uint8Array<ArrayBuffer>;

const HMAC = { name: 'HMAC', hash: 'SHA-256' };

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

export function join(head: Bytes, tail: Bytes): Bytes {
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}

const importKey = (key: Bytes, usage: 'sign' | 'verify'): Promise<CryptoKey> => crypto.subtle.importKey('raw', key, HMAC, false, [usage]);

export async function hmacOf(key: Bytes, message: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(HMAC, await importKey(key, 'sign'), message));
}

/** In constant time, by Web Crypto. A signature of the wrong length is false. */
export async function hmacMatches(key: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  return crypto.subtle.verify(HMAC, await importKey(key, 'verify'), signature, message);
}

export const encodeBase64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));

export function decodeBase64(text: string): Bytes | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

export function decodeHex(text: string): Bytes | undefined {
  if (!/^([0-9a-f]{2})+$/i.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

export const encodeHex = (bytes: Bytes): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
