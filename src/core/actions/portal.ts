import type { PaywallUser } from '../../contract/paywall.js';
import type { Client } from '../client.js';
import { act } from './act.js';

export interface HostedPage {
  id: string;
  url: string;
  expiresAt: string;
}

/** A hosted page on which the customer manages everything; open for a day. */
export const openPortal = (client: Client, input: { returnUrl?: string } = {}): Promise<HostedPage> =>
  client.request('/v1/portal/create', { body: input });

/** The signed-in customer with purchases, trial, token balances. */
export const getUser = (client: Client, signal?: AbortSignal): Promise<PaywallUser> =>
  client.request('/api/v1/paywall/{project}/user', { signal });

export interface TicketInput {
  /** 3 to 200 characters. */
  subject: string;
  /** 1 to 5,000 characters. */
  content: string;
  /** At most five, 10 MB each: JPEG, PNG, WebP or PDF. */
  files?: readonly File[];
  signal?: AbortSignal;
}

/** Files take their time: two minutes. */
const UPLOAD_MS = 120_000;

export function createSupportTicket(client: Client, { subject, content, files, signal }: TicketInput): Promise<{ ticket: { id: string; status: string } }> {
  const form = new FormData();
  form.append('subject', subject);
  form.append('content', content);
  for (const file of files ?? []) form.append('files', file);
  const body = files?.length ? form : { subject, content };
  return act(client, '/api/v1/paywall/{project}/support/ticket', { body, signal, timeoutMs: UPLOAD_MS }, 'tickets');
}
