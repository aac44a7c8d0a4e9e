import * as z from 'zod/mini';
import { Id, Timestamp } from './common.js';
import { operation } from './operation.js';
import { PageQuery, pageOf } from './page.js';

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
