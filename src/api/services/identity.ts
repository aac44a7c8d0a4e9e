import type { ErrorCode } from '../../contract/index.js';
import { ApiError, notFound } from '../http/errors.js';
import type { Call } from '../http/router.js';
import { addCustomer, findCustomerOfEmail, findCustomer } from '../store/customers.js';
import type { Db } from '../store/database.js';
import type { Customer, Project } from '../store/tables.js';

/** The user that a secret key acts for. The id decides; the email finds customers who have no id. */
export interface Named {
  readonly email?: string | undefined;
  readonly user_id?: string | undefined;
}

type Asking = Pick<Call, 'caller' | 'project' | 'db'>;

/** A paywall is a project. Another project's paywall does not exist for this caller. */
export function refuseForeignPaywall(project: Project, paywallId: string): void {
  if (paywallId !== project.id) throw notFound('paywall');
}

/** Whom the call is about. With a session it is always the session's customer; with a key, the one it names. */
export async function identified({ caller, project, db }: Asking, named: Named, unknown: ErrorCode = 'identity_not_on_paywall'): Promise<Customer> {
  if (caller.kind === 'session') return caller.customer;
  refuseNobody(named);
  const customer = await findNamed(db, project, named);
  if (!customer) throw new ApiError(unknown, 'Nobody of this email or user id has dealt with this project');
  return customer;
}

/** The same, for calls that may be the first to name a customer. */
export async function identifiedOrAdded({ caller, project, db }: Asking, named: Named, now: Date): Promise<Customer> {
  if (caller.kind === 'session') return caller.customer;
  refuseNobody(named);
  const { email, user_id: externalUserId } = named;
  const customer =
    (await findNamed(db, project, named)) ??
    (await addCustomer(db, project.id, { externalUserId: externalUserId ?? null, email: email ?? null, knownByEmail: !externalUserId }, now)) ??
    // Another call made the customer first.
    (await findNamed(db, project, named));
  if (!customer) throw new Error('customer neither found nor made');
  return learn(db, customer, named);
}

function refuseNobody({ email, user_id: userId }: Named): void {
  if (!email && !userId) throw new ApiError('identity_required', 'Say which user it is about: email or user_id');
}

async function findNamed(db: Db, project: Project, { email, user_id: userId }: Named): Promise<Customer | undefined> {
  const byId = userId ? await findCustomer(db, project.id, userId) : undefined;
  if (byId || !email) return byId;
  const byEmail = await findCustomerOfEmail(db, project.id, email);
  // Different ids are different people, even with the same email.
  return userId && byEmail?.externalUserId ? undefined : byEmail;
}

/** Adds what this call says about the customer and was not known before. */
async function learn(db: Db, customer: Customer, { email, user_id: userId }: Named): Promise<Customer> {
  const news = {
    ...(userId && userId !== customer.id && !customer.externalUserId && { externalUserId: userId }),
    ...(email && !customer.identityEmail && { identityEmail: email.toLowerCase(), email: customer.email ?? email }),
  };
  if (Object.keys(news).length === 0) return customer;
  await db.updateTable('customers').set(news).where('projectId', '=', customer.projectId).where('id', '=', customer.id).where('deletedAt', 'is', null).execute();
  return { ...customer, ...news };
}

/** Whom an idempotency key belongs to. It is the same for each copy of a call, also of the one that makes the customer. */
export const actorOf = ({ email, user_id: userId }: Named): { id: string } => ({ id: userId ? `user ${userId}` : `email ${email?.toLowerCase() ?? ''}` });
