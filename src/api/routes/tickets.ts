import { createPaywallTicket, getTicketFile, listTickets, updateTicket, type Ticket } from '../../contract/index.js';
import { ApiError, notFound } from '../http/errors.js';
import type { Router } from '../http/router.js';
import { actorOf, identifiedOrAdded, refuseForeignPaywall } from '../services/identity.js';
import { lockCustomer } from '../store/customers.js';
import type { Db } from '../store/database.js';
import { PAGE_SIZE, pageOf, readCursor } from '../store/paging.js';
import type { Ticket as TicketRow } from '../store/tables.js';
import { addTicket, filesOf, findTicketFile, findTickets, setTicketStatus } from '../store/tickets.js';
import { customerNamed } from './usage.js';

export function ticketRoutes({ route, stream }: Router): void {
  route(
    createPaywallTicket,
    async (call) => {
      const { body, files, db, project, now } = call;
      refuseForeignPaywall(project, call.params.id);
      const { id: customerId } = await identifiedOrAdded(call, { email: body.customer_email }, now);
      const customer = await lockCustomer(db, project.id, customerId);
      // Who is signed in cannot write in another's name.
      const email = (call.caller.kind === 'session' && customer.email) || body.customer_email;
      if (!email) throw new ApiError('identity_required', 'Say where to answer: customer_email');
      const { subject, content } = body;
      const ticket = { subject, content, email, files: files.map(({ name, type, bytes }) => ({ name, type, content: bytes })) };
      const { id, status } = await addTicket(db, { projectId: project.id, customerId: customer.id }, ticket, now);
      return { ticket: { id, status } };
    },
    { actor: async ({ body }) => actorOf({ email: body.customer_email }) },
  );

  route(listTickets, async ({ query, db, project }) => {
    const { limit = PAGE_SIZE, cursor, status, customer_id: named } = query;
    const customer = named === undefined ? undefined : await customerNamed(db, project, named);
    const rows = await findTickets(db, { projectId: project.id, customerId: customer?.id, status, after: readCursor(cursor), limit: limit + 1 });
    const page = pageOf(rows, limit, (row) => row);
    return { ...page, data: await withFiles(db, project.id, page.data) };
  });

  route(updateTicket, async ({ params, body, db, project }) => {
    const row = await setTicketStatus(db, project.id, params.id, body.status);
    const [ticket] = row ? await withFiles(db, project.id, [row]) : [];
    if (!ticket) throw notFound('ticket');
    return ticket;
  });

  stream(getTicketFile, async ({ params, project, services }) => {
    const file = await findTicketFile(services.db, project.id, params.id, Number(params.position));
    if (!file) throw notFound('file');
    // Somebody unknown sent it: to be kept, not shown as a page of ours.
    return new Response(new Uint8Array(file.content), {
      headers: {
        'Content-Type': file.type,
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'Content-Security-Policy': 'sandbox',
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
      },
    });
  });
}

async function withFiles(db: Db, projectId: string, rows: readonly TicketRow[]): Promise<Ticket[]> {
  const files = await filesOf(db, projectId, rows.map(({ id }) => id));
  return rows.map(({ id, customerId, status, subject, content, email, createdAt }) => ({
    id, customerId, status, subject, content, email,
    files: files.filter((file) => file.ticketId === id).map(({ position, name, type, size }) => ({ position, name, type, size })),
    createdAt: createdAt.toISOString(),
  }));
}
