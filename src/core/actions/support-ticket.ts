import type { Client } from '../client.js';

export interface TicketInput {
  /** 3 to 200 characters. */
  subject: string;
  /** 1 to 5,000 characters. */
  content: string;
  /** At most five, 10 MB each: JPEG, PNG, WebP or PDF. */
  files?: readonly File[];
  /** Where to answer if the customer has no address; the customer's own wins. */
  email?: string;
  /** Use one per ticket: sending it again after a failure then opens no second ticket. Default: a new one per call. */
  idempotencyKey?: string;
}

export function createSupportTicket(
  client: Client,
  { subject, content, files = [], email, idempotencyKey }: TicketInput,
  signal?: AbortSignal,
): Promise<{ ticket: { id: string; status: string } }> {
  const body = new FormData();
  body.append('subject', subject);
  body.append('content', content);
  if (email) body.append('customer_email', email);
  let timeoutMs = 60_000; // files take long: a minute, and on top what they need at 50 kB a second
  for (const file of files) {
    timeoutMs += file.size / 50;
    body.append('files', file);
  }
  return client.request('/api/v1/paywall/{project}/support/ticket', { body, signal, timeoutMs, idempotencyKey });
}
