import { BillingError, ServerError } from './errors.js';

/** What a session route answers. One of `sessionToken` and `token`; of the times whichever the server knows. */
export interface SessionTokenAnswer {
  sessionToken?: string | null;
  token?: string | null;
  /** ISO 8601, or seconds or milliseconds since 1970 as a number or digits. */
  expiresAt?: string | number | Date;
  /** Life in seconds. */
  expiresIn?: number;
  /** Whose token this is, where the token itself does not say. */
  userId?: string | undefined;
}

export interface Token {
  readonly value: string;
  /** `merchant/user/organization`, each part percent-encoded; null where nobody said. */
  readonly subject: string | null;
  readonly userId: string | null;
  /** Life from when it was made. */
  readonly lifeMs: number;
}

interface Claims {
  iat?: unknown;
  exp?: unknown;
  merchant_id?: unknown;
  external_user_id?: unknown;
  external_organization_id?: unknown;
}

/** Shorter lives would turn a wrong server into a stream of requests. */
const SHORTEST_LIFE_MS = 1_000;

/** Numbers below this are seconds: as milliseconds it is 1973, as seconds the year 5138. */
const SECONDS_BELOW = 1e11;

const refuse = (why: string): never => {
  throw new ServerError('invalid_session_token', `The session token cannot be used: ${why}`);
};

/** Secret keys reach every customer: one that turns up in a page is refused, wherever it came from. */
export function refuseSecretKey(value: string): void {
  if (/^b?sk_/.test(value)) {
    throw new BillingError('apikey_in_browser', 'A secret key must stay on your server; give the page session tokens');
  }
}

/** Reads what the token source gave; null means signed out. `serverNowMs` is the answer's own `Date`, if it has one. */
export function readToken(answer: SessionTokenAnswer | string | null | undefined, serverNowMs: number): Token | null {
  if (answer == null) return null;
  const given: SessionTokenAnswer = typeof answer === 'string' ? { sessionToken: answer } : answer;
  const value: unknown = given.sessionToken === undefined ? given.token : given.sessionToken;
  if (value === null) return null;
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) return refuse('no token in the answer');
  refuseSecretKey(value);

  const claims = readClaims(value);
  const userId = claims ? claims.external_user_id : given.userId;
  const owner = claims ? [claims.merchant_id, userId, claims.external_organization_id ?? ''] : ['', userId, ''];
  return {
    value,
    userId: typeof userId === 'string' ? userId : null,
    subject: typeof userId === 'string' ? owner.map((part) => encodeURIComponent(String(part))).join('/') : null,
    lifeMs: Math.max(readLifeMs(claims, given, serverNowMs), SHORTEST_LIFE_MS),
  };
}

/** A life, not an end: the local clock may be hours off, so only differences taken on one clock count. */
function readLifeMs(claims: Claims | undefined, { expiresIn, expiresAt }: SessionTokenAnswer, serverNowMs: number): number {
  let lifeMs = Number(claims?.exp) * 1000 - Number(claims?.iat) * 1000;
  if (Number.isNaN(lifeMs)) {
    if (expiresIn != null) lifeMs = expiresIn * 1000;
    else if (expiresAt != null) lifeMs = toMs(expiresAt) - serverNowMs;
    else lifeMs = Infinity; // the API will say 401 when it has ended
  }
  return lifeMs > 0 ? lifeMs : refuse('its end is past or unreadable');
}

function toMs(time: string | number | Date): number {
  const number = Number(time);
  if (Number.isNaN(number)) return Date.parse(String(time));
  return number < SECONDS_BELOW ? number * 1000 : number;
}

function readClaims(value: string): Claims | undefined {
  const payload = /^bos_session_(?:test|live)_([\w-]+)\./.exec(value)?.[1];
  if (!payload) return undefined;
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return claims !== null && typeof claims === 'object' ? claims : undefined;
  } catch {
    return undefined;
  }
}
