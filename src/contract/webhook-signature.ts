import { decodeBase64, encodeBase64, encodeHex, hmacOf, utf8 } from './hmac.js';

export interface SignWebhookInput {
  id: string;
  /** When it is sent. */
  timestamp: Date;
  body: string;
  /** Several while one replaces another, the newest first. */
  secret: string | readonly string[];
}

/** The base64 key in a `whsec_…` secret of Standard Webhooks; undefined if it is malformed. */
export function webhookKey(secret: string): Uint8Array<ArrayBuffer> | undefined {
  const key = decodeBase64(secret.replace(/^whsec_/, ''));
  return key?.length ? key : undefined;
}

/**
 * The headers of a delivery, in both schemes: what the API sends, and what the tests of your own handler need.
 * @throws TypeError when the secret is not `whsec_` followed by base64
 */
export async function signWebhook({ id, timestamp, body, secret }: SignWebhookInput): Promise<Record<string, string>> {
  const secrets = typeof secret === 'string' ? [secret] : secret;
  const oldest = secrets.at(-1);
  if (oldest === undefined) throw new TypeError('A webhook is signed with a secret at least.');
  const seconds = String(Math.floor(timestamp.getTime() / 1000));
  const standard = await Promise.all(
    secrets.map(async (it) => {
      const key = webhookKey(it);
      if (!key) throw new TypeError('The webhook secret is not whsec_ followed by base64.');
      return `v1,${encodeBase64(await hmacOf(key, utf8(`${id}.${seconds}.${body}`)))}`;
    }),
  );
  // This scheme has room for one: the oldest, which receivers already know.
  const plain = await hmacOf(utf8(oldest), utf8(body));
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': standard.join(' '),
    'x-signature': encodeHex(plain),
  };
}
