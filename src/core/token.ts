import { BillingError, ServerError } from './errors.js';

/** What a session route answers: `sessionToken` or `token`, and one of the times. */
export interface SessionTokenAnswer {
  sessionToken?: string | null;
  token?: string | null;
  /** ISO 8601, or seconds or milliseconds since 1970 as a number or digits. */
  expiresAt?: string | number | Date;
  /** Life in seconds. */
  expiresIn?: number;
  /** Whose token this is, if the token itself does not say so. */
  userId?: string | undefined;
}

export interface Token {
  readonly value: string;
  /** `merchant/user/organization`, each part percent-encoded; null if unknown. */
  readonly subject: string | null;
  readonly userId: string | undefined;
  /** From when it was made. */
  readonly lifeMs: number;
}

interface Claims {
  iat?: number;
  exp?: number;
  merchant_id?: string;
  external_user_id?: string;
  external_organization_id?: string;
}

/** With a shorter life a faulty server would cause a stream of requests. */
const SHORTEST_LIFE_MS = 1_000;

/** Numbers below this are seconds. As milliseconds it is the year 1973, as seconds the year 5138. */
const SECONDS_BELOW = 1e11;

/** A secret key gives access to every customer, so one that turns up in a page is refused, wherever it came from. */
export function refuseSecretKey(value: string): void {
  if (/^b?sk_/.test(value)) throw new BillingError('apikey_in_browser');
}

/** Reads what the token source gave; null means signed out. `serverNowMs` is the answer's own `Date`, if it has one. */
export function readToken(answer: SessionTokenAnswer | string | null | undefined, serverNowMs: number): Token | null {
  if (answer == null) return null;
  const given: SessionTokenAnswer = typeof answer === 'string' ? { token: answer } : answer;
  const { token = '', sessionToken: value = token } = given;
  if (value === null) return null;
  refuseSecretKey(value);

  const claims = readClaims(value);
  const { merchant_id: merchant = '', external_user_id: userId = given.userId, external_organization_id: organization = '' } = claims;
  const lifeMs = readLifeMs(claims, given, serverNowMs);
  if (!(lifeMs > 0 && /^[\x21-\x7e]+$/.test(value))) throw new ServerError('invalid_session_token');
  return {
    value,
    userId,
    subject: userId === undefined ? null : [merchant, userId, organization].map(encodeURIComponent).join('/'),
    lifeMs: Math.max(lifeMs, SHORTEST_LIFE_MS),
  };
}

/** A duration, not an end: the local clock may be hours off, so only differences on one clock count. */
function readLifeMs({ exp, iat }: Claims, { expiresIn, expiresAt }: SessionTokenAnswer, serverNowMs: number): number {
  const seconds = Number(exp) - Number(iat) || expiresIn;
  if (seconds != null) return seconds * 1000;
  return expiresAt == null ? Infinity : toMs(expiresAt) - serverNowMs; // the API will answer 401 when it is over
}

function toMs(time: string | number | Date): number {
  const number = Number(time);
  if (number < SECONDS_BELOW) return number * 1000;
  return number || Date.parse(String(time));
}

function readClaims(value: string): Claims {
  const payload = /^bos_session_[a-z]+_([\w-]+)\./.exec(value)?.[1] ?? '';
  try {
    return Object(JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))) as Claims;
  } catch {
    return {}; // an opaque token: the answer around it says whose it is, and how long it lives
  }
}
