import * as z from 'zod/mini';
import { SessionTokenPayload } from '../../contract/index.js';
import { hmacSha256, sameText } from './hash.js';

export type Mode = 'test' | 'live';

const TOKEN = /^bos_session_(test|live)_([A-Za-z0-9_-]{1,8192})\.([0-9a-f]{64})$/;

interface UnverifiedToken {
  readonly mode: Mode;
  readonly payload: SessionTokenPayload;
  readonly signed: string;
  readonly signature: string;
}

/** `bos_session_{mode}_{payload}.{signature}`, where the signature covers everything before the dot. */
export async function signToken(payload: SessionTokenPayload, mode: Mode, secret: string): Promise<string> {
  const signed = `bos_session_${mode}_${encode(JSON.stringify(payload))}`;
  return `${signed}.${await hmacSha256(secret, signed)}`;
}

/** Reads a token to learn whose secret it claims; nothing in it is true until `isSignedWith` says so. */
export function readToken(token: string): UnverifiedToken | undefined {
  const match = TOKEN.exec(token);
  const [, mode, encoded, signature] = match ?? [];
  if (!encoded || !signature) return undefined;
  const payload = z.safeParse(SessionTokenPayload, decode(encoded));
  return payload.success
    ? { mode: mode as Mode, payload: payload.data, signed: token.slice(0, token.length - 65), signature }
    : undefined;
}

export const isSignedWith = async (token: UnverifiedToken, secret: string): Promise<boolean> =>
  sameText(token.signature, await hmacSha256(secret, token.signed));

/** In ASCII, so that a browser reads it with `atob` alone. */
function encode(json: string): string {
  const ascii = json.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return btoa(ascii).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function decode(encoded: string): unknown {
  try {
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0))));
  } catch {
    return undefined;
  }
}
