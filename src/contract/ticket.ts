import * as z from 'zod/mini';
import { Email, Id, Timestamp } from './common.js';
import { operation, type FileRules } from './operation.js';
import { PageQuery, pageOf } from './page.js';
import { Paywall } from './paywall.js';

export const SupportTicketInput = z.object({
  subject: z.string().check(z.trim(), z.minLength(3), z.maxLength(200)),
  content: z.string().check(z.trim(), z.minLength(1), z.maxLength(5000)),
  customer_email: z.optional(Email),
});
export type SupportTicketInput = z.infer<typeof SupportTicketInput>;

export const TICKET_FILES = {
  countMax: 5,
  bytesMax: 10 * 1024 * 1024,
  types: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'],
} as const satisfies FileRules;

export const createPaywallTicket = operation({
  id: 'createPaywallTicket',
  method: 'post',
  path: '/api/v1/paywall/{id}/support/ticket',
  tag: 'Paywall',
  summary: 'Open a support ticket, as JSON or as multipart with files',
  auth: ['secret', 'session'],
  params: Paywall,
  body: SupportTicketInput,
  files: TICKET_FILES,
  answer: z.object({ ticket: z.object({ id: z.string(), status: z.string() }) }),
  errors: ['identity_required', 'invalid_file'],
});

export const TicketStatus = z.enum(['open', 'closed']);

export const TicketFile = z.object({
  position: z.int().check(z.describe('Its number in the ticket, from 0: part of its address')),
  name: z.string(),
  type: z.string().check(z.describe('Media type, told by its content')),
  size: z.int().check(z.describe('Bytes')),
});

export const Ticket = z.object({
  id: z.string(),
  customerId: z.string(),
  status: TicketStatus,
  subject: z.string(),
  content: z.string(),
  email: z.nullable(z.string()).check(z.describe('Where to answer')),
  files: z.array(TicketFile).check(z.describe('What came with it, in the order sent')),
  createdAt: Timestamp,
});
export type Ticket = z.infer<typeof Ticket>;

const ById = z.object({ id: Id });

export const listTickets = operation({
  id: 'listTickets',
  method: 'get',
  path: '/admin/v1/tickets',
  tag: 'Support',
  summary: 'Support tickets, newest first',
  auth: ['secret'],
  query: z.extend(PageQuery, { status: z.optional(TicketStatus), customer_id: z.optional(Id) }),
  answer: pageOf(Ticket),
});

export const updateTicket = operation({
  id: 'updateTicket',
  method: 'patch',
  path: '/admin/v1/tickets/{id}',
  tag: 'Support',
  summary: 'Close a ticket, or open it again',
  auth: ['secret'],
  params: ById,
  body: z.object({ status: TicketStatus }),
  answer: Ticket,
});

export const getTicketFile = operation({
  id: 'getTicketFile',
  method: 'get',
  path: '/admin/v1/tickets/{id}/files/{position}',
  tag: 'Support',
  summary: 'A file of a ticket, as it was sent',
  auth: ['secret'],
  params: z.extend(ById, { position: z.string().check(z.regex(/^\d$/)) }),
  answer: z.unknown(),
});
