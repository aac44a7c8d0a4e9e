import { sql } from 'kysely';
import type { Address } from '../../contract/index.js';
import { newId, randomText } from '../domain/ids.js';
import { unknownCustomer } from '../http/errors.js';
import type { Db } from './database.js';
import { json } from './json.js';
import type { Position } from './paging.js';
import type { Customer } from './tables.js';

const living = (db: Db, projectId: string) =>
  db.selectFrom('customers').selectAll().where('projectId', '=', projectId).where('deletedAt', 'is', null);

/** By the API's id, else by the caller's own `externalUserId`. */
export const findCustomer = async (db: Db, projectId: string, reference: string): Promise<Customer | undefined> =>
  (await living(db, projectId).where('id', '=', reference).executeTakeFirst()) ?? findCustomerOfUser(db, projectId, reference);

/** Without an organization: the customer who has none, else the oldest. */
export const findCustomerOfUser = (db: Db, projectId: string, externalUserId: string, organizationId?: string): Promise<Customer | undefined> =>
  living(db, projectId)
    .where('externalUserId', '=', externalUserId)
    .$if(organizationId !== undefined, (query) => query.where('externalOrganizationId', '=', organizationId ?? ''))
    .orderBy(sql`external_organization_id nulls first`)
    .orderBy('createdAt')
    .limit(1)
    .executeTakeFirst();

/** By the email that the project's server used: first the customer known by nothing else, then the oldest. */
export const findCustomerOfEmail = (db: Db, projectId: string, email: string): Promise<Customer | undefined> =>
  living(db, projectId)
    .where('identityEmail', '=', email.toLowerCase())
    .orderBy('knownByEmail', 'desc')
    .orderBy('createdAt')
    .limit(1)
    .executeTakeFirst();

export interface NewCustomer {
  readonly externalUserId?: string | null;
  readonly externalOrganizationId?: string | null;
  /** From the project's own server, not typed by a payer. */
  readonly email?: string | null;
  readonly knownByEmail?: boolean;
  readonly name?: string | null;
  readonly currency?: string | undefined;
  readonly accountType?: string | undefined;
  readonly metadata?: Record<string, unknown>;
}

/** The customer, made now or by a call that was faster; undefined if that one was deleted in between. */
async function insertCustomer(db: Db, projectId: string, it: NewCustomer, now: Date): Promise<Customer | undefined> {
  return db
    .insertInto('customers')
    .values({
      projectId,
      id: newId('cus'),
      externalUserId: it.externalUserId ?? null,
      externalOrganizationId: it.externalOrganizationId ?? null,
      email: it.email ?? null,
      identityEmail: it.email?.toLowerCase() ?? null,
      knownByEmail: it.knownByEmail ?? false,
      name: it.name ?? null,
      currency: it.currency ?? null,
      accountType: it.accountType ?? null,
      metadata: json(it.metadata ?? {}),
      invoicePrefix: randomText(8).toUpperCase(),
      credit: json({}),
      createdAt: now,
      deletedAt: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** Undefined when the project has a customer for this user already. */
export const addCustomer = insertCustomer;

export async function findOrAddCustomerOfUser(
  db: Db,
  projectId: string,
  externalUserId: string,
  externalOrganizationId: string | undefined,
  now: Date,
): Promise<Customer> {
  const find = () =>
    living(db, projectId)
      .where('externalUserId', '=', externalUserId)
      .where(sql`coalesce(external_organization_id, '')`, '=', externalOrganizationId ?? '')
      .executeTakeFirst();
  const found = (await find()) ?? (await insertCustomer(db, projectId, { externalUserId, externalOrganizationId }, now)) ?? (await find());
  if (!found) throw new Error('customer neither found nor made');
  return found;
}

/**
 * The lock for everything that changes the customer's money, until the transaction ends.
 *
 * @throws {ApiError} if the customer was deleted since it was read
 */
export async function lockCustomer(db: Db, projectId: string, customerId: string): Promise<Customer> {
  const customer = await lockOwner(db, projectId, customerId);
  if (customer.deletedAt !== null) throw unknownCustomer(customerId);
  return customer;
}

/** The same for a customer who may be deleted, whose invoices stay. */
export const lockOwner = (db: Db, projectId: string, customerId: string): Promise<Customer> =>
  db
    .selectFrom('customers')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('id', '=', customerId)
    .forUpdate()
    .executeTakeFirstOrThrow();

export interface CustomerListFilter {
  readonly email?: string | undefined;
  readonly after?: Position | undefined;
  readonly limit: number;
}

/** Newest first. */
export const listCustomersOf = (db: Db, projectId: string, { email, after, limit }: CustomerListFilter): Promise<Customer[]> =>
  living(db, projectId)
    .$if(email !== undefined, (query) => query.where(sql`lower(email)`, '=', email?.toLowerCase()))
    .$if(after !== undefined, (query) => query.where(sql<boolean>`(created_at, id) < (${after?.createdAt}, ${after?.id})`))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

export interface CustomerChange {
  /** Given with `email` by the project's own server: from then on that email finds the customer. */
  readonly asIdentity?: boolean;
  readonly email?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly metadata?: Record<string, unknown> | undefined;
  readonly address?: Address | null | undefined;
  readonly taxId?: string | null | undefined;
}

/** Undefined fields stay as they are; metadata is merged key by key. */
export const changeCustomer = (db: Db, customer: Customer, { email, asIdentity = false, name, metadata, address, taxId }: CustomerChange): Promise<Customer> =>
  db
    .updateTable('customers')
    .set({
      email: email === undefined ? customer.email : email,
      ...(asIdentity && email !== undefined && { identityEmail: email?.toLowerCase() ?? null, knownByEmail: false }),
      name: name === undefined ? customer.name : name,
      metadata: json({ ...customer.metadata, ...metadata }),
      address: json(address === undefined ? customer.address : address),
      taxId: taxId === undefined ? customer.taxId : taxId,
    })
    .where('projectId', '=', customer.projectId)
    .where('id', '=', customer.id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Erases the person, with cards, checkouts, tickets and sessions. Invoices stay, since the law wants them kept. */
export async function eraseCustomer(db: Db, { projectId, id }: Customer, now: Date): Promise<void> {
  await db
    .updateTable('customers')
    .set({ email: null, identityEmail: null, name: null, address: json(null), taxId: null, metadata: json({}), deletedAt: now })
    .where('projectId', '=', projectId)
    .where('id', '=', id)
    .execute();
  // Stored answers and checkouts have names in them.
  for (const table of ['paymentMethods', 'ticketFiles', 'tickets', 'checkouts', 'idempotency'] as const) {
    await db.deleteFrom(table).where('projectId', '=', projectId).where('customerId', '=', id).execute();
  }
  await db.updateTable('subscriptions').set({ cancellationFeedback: null }).where('projectId', '=', projectId).where('customerId', '=', id).execute();
  // The body is built anew at the next attempt.
  await db.updateTable('webhookDeliveries').set({ body: null }).where('projectId', '=', projectId).where('customerId', '=', id).execute();
  await db.updateTable('sessionTokens').set({ revokedAt: now }).where('projectId', '=', projectId).where('customerId', '=', id).where('revokedAt', 'is', null).execute();
}
