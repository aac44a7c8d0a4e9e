import type { Client } from '../client.js';

export interface TicketInput {
  /** 3 to 200 characters. */
  subject: string;
  /** 1 to 5,000 characters. */
  content: string;
  /** At most five, 10 MB each: JPEG, PNG, WebP or PDF. */
  files?: readonly File[];
}

/** Files take their time. */
const UPLOAD_MS = 120_000;

export function createSupportTicket(
  client: Client,
  { subject, content, files = [] }: TicketInput,
  signal?: AbortSignal,
): Promise<{ ticket: { id: string; status: string } }> {
  const body = new FormData();
  body.append('subject', subject);
  body.append('content', content);
  for (const file of files) body.append('files', file);
  return client.request('/api/v1/paywall/{project}/support/ticket', { body, signal, timeoutMs: UPLOAD_MS });
}
