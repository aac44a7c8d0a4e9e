import { createPaywallTicket } from '../../contract/index.js';
import { ApiError } from '../http/errors.js';
import type { Router } from '../http/router.js';
import { actorOf, identifiedOrAdded, refuseForeignPaywall } from '../services/identity.js';
import { addTicket } from '../store/tickets.js';

export function ticketRoutes({ route }: Router): void {
  route(
    createPaywallTicket,
    async (call) => {
      const { body, files, db, project, now } = call;
      refuseForeignPaywall(project, call.params.id);
      const customer = await identifiedOrAdded(call, { email: body.customer_email }, now);
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
}
