import { BillingError } from '../core/errors.js';
import { decodeBase64, decodeHex, hmacMatches, join, utf8 } from '../contract/hmac.js';
import { webhookKey } from '../contract/webhook-signature.js';

export { signWebhook, type SignWebhookInput } from '../contract/webhook-signature.js';

/** A delivery that must not be acted on. `code` says why; answer it with 401 and nothing else. */
export class WebhookVerificationError extends BillingError {}

/** What a framework gives: a Fetch `Request`, or the headers with the bytes as they came (never the parsed body). */
export type WebhookDelivery =
  | Request
  | { headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>; body: string | Uint8Array };

export interface VerifyWebhookOptions {
  /** The endpoint's `whsec_…` secret; several while one replaces another. */
  secret: string | readonly string[] | undefined;
  /**
   * `standard` (default): the Standard Webhooks headers. `x-signature`: one hex HMAC of the body, for receivers that
   * know only that; it does not say when it was sent, so that only deduplication by id stops a replay.
   */
  scheme?: 'standard' | 'x-signature';
  /** How far the sender's clock may be off, either way. Default 300. */
  toleranceSeconds?: number;
  /** Milliseconds since 1970; a test passes its own. */
  now?: () => number;
}

export interface WebhookEvent {
  /** The same for all deliveries of one event: act once per id. */
  id: string;
  /** `subscription.created`, `invoice.paid`, … */
  type: string;
  /** When it happened, also in a late delivery. */
  timestamp: Date;
  data: Record<string, unknown>;
}

/**
 * Checks who sent a webhook and when, on the bytes as received, and gives its event.
 * @throws WebhookVerificationError for everything that is not a genuine, timely delivery; nothing else
 */
export async function verifyWebhook(delivery: WebhookDelivery, options: VerifyWebhookOptions): Promise<WebhookEvent> {
  const { scheme = 'standard', toleranceSeconds = 300, now = Date.now } = options;
  const secrets = secretsOf(options.secret);
  const body = await bodyOf(delivery);
  const header = headerReader(delivery.headers);

  if (scheme === 'x-signature') {
    const signature = decodeHex(header('x-signature'));
    await requireMatch(secrets.map(utf8), signature ? [signature] : [], body);
    return readEvent(body);
  }
  const id = header('webhook-id');
  const timestamp = header('webhook-timestamp');
  requireTimely(timestamp, now(), toleranceSeconds);
  await requireMatch(secrets.map(keyOf), signaturesOf(header('webhook-signature')), join(utf8(`${id}.${timestamp}.`), body));
  return readEvent(body, id);
}

const refuse = (code: string, message: string): never => {
  throw new WebhookVerificationError(code, message);
};

function secretsOf(given: VerifyWebhookOptions['secret']): string[] {
  const secrets: readonly unknown[] = Array.isArray(given) ? given : [given];
  // With an empty key anybody could compute every signature.
  const usable = secrets.filter((secret): secret is string => typeof secret === 'string' && secret.replace(/^whsec_/, '') !== '');
  return usable.length > 0 && usable.length === secrets.length
    ? usable
    : refuse('webhook_secret_missing', 'verifyWebhook needs the secret of the endpoint, and got none. Is its environment variable set?');
}

const keyOf = (secret: string): Uint8Array<ArrayBuffer> =>
  webhookKey(secret) ?? refuse('webhook_secret_invalid', 'The webhook secret is not whsec_ followed by base64.');

async function bodyOf(delivery: WebhookDelivery): Promise<Uint8Array<ArrayBuffer>> {
  const given: unknown =
    // Not `instanceof`: servers have Request classes of their own.
    'arrayBuffer' in delivery ? await delivery.arrayBuffer().then((bytes) => new Uint8Array(bytes), () => undefined) : delivery.body;
  if (typeof given === 'string') return utf8(given);
  if (given instanceof Uint8Array) return new Uint8Array(given);
  return refuse('webhook_body_invalid', 'verifyWebhook needs the body as it came: text or bytes, not yet read or parsed.');
}

const isHeaders = (headers: WebhookDelivery['headers']): headers is Headers => typeof headers.get === 'function';

function headerReader(headers: WebhookDelivery['headers']): (name: string) => string {
  const get = (name: string): unknown =>
    isHeaders(headers) ? headers.get(name) : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return (name) => {
    const value = get(name);
    // A header sent twice arrives as a list or joined by a comma and a space: no signature of ours looks like that.
    return typeof value === 'string' && value !== '' && !value.includes(', ')
      ? value
      : refuse('webhook_headers_missing', `The ${name} header is missing, or there more than once.`);
  };
}

function requireTimely(timestamp: string, nowMs: number, toleranceSeconds: number): void {
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : NaN;
  const off = Math.abs(nowMs / 1000 - seconds);
  if (!(off <= toleranceSeconds)) refuse('webhook_not_timely', 'The webhook was sent too long ago or in the future. Is the clock right?');
}

/** Space-separated `v1,<base64>`; other versions are for other receivers. */
const signaturesOf = (header: string): Uint8Array<ArrayBuffer>[] =>
  header.split(' ').flatMap((part) => (part.startsWith('v1,') ? (decodeBase64(part.slice(3)) ?? []) : []));

async function requireMatch(keys: Uint8Array<ArrayBuffer>[], signatures: Uint8Array<ArrayBuffer>[], signed: Uint8Array<ArrayBuffer>): Promise<void> {
  for (const key of keys) {
    for (const signature of signatures) if (await hmacMatches(key, signature, signed)) return;
  }
  refuse('webhook_signature_invalid', 'The signature is not of this body and secret. Was the body parsed and printed again on the way?');
}

function readEvent(body: Uint8Array, signedId?: string): WebhookEvent {
  const event = parseJson(body);
  const { type, data, timestamp } = event;
  const id = signedId ?? event['id'];
  const date = new Date(String(timestamp));
  const isEvent = typeof type === 'string' && typeof id === 'string' && typeof data === 'object' && data !== null;
  if (!isEvent || Number.isNaN(date.getTime())) return refuse('webhook_body_invalid', 'The webhook holds no event.');
  return { id, type, timestamp: date, data: data as Record<string, unknown> };
}

function parseJson(body: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
