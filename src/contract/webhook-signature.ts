import { decodeBase64, encodeBase64, encodeHex, hmacOf, utf8 } from './hmac.js';

export interface SignWebhookInput {
  id: string;
  /** When it is sent. */
  timestamp: Date;
  body: string;
  secret: string;
}

/** The key in a `whsec_…` secret, as Standard Webhooks has it: base64. Undefined where it is none. */
export function webhookKey(secret: string): Uint8Array<ArrayBuffer> | undefined {
  const key = decodeBase64(secret.replace(/^whsec_/, ''));
  return key?.length ? key : undefined;
}

/**
 * The headers of a delivery, in both schemes: what the API sends, and what the tests of your own handler need.
 * @throws TypeError when the secret is not `whsec_` followed by base64
 */
export async function signWebhook({ id, timestamp, body, secret }: SignWebhookInput): Promise<Record<string, string>> {
  const key = webhookKey(secret);
  if (!key) throw new TypeError('The webhook secret is not whsec_ followed by base64.');
  const seconds = String(Math.floor(timestamp.getTime() / 1000));
  const standard = await hmacOf(key, utf8(`${id}.${seconds}.${body}`));
  const plain = await hmacOf(utf8(secret), utf8(body));
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${encodeBase64(standard)}`,
    'x-signature': encodeHex(plain),
  };
}
