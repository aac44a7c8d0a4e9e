import type { Insertable } from 'kysely';
import * as z from 'zod/mini';
import { CatalogFile } from '../domain/catalog-file.js';
import { newId } from '../domain/ids.js';
import { dayOf } from '../domain/token-balance.js';
import { addIntervals } from '../domain/period.js';
import { amountOf } from '../domain/price.js';
import { applyCatalog } from '../services/apply.js';
import { takeInvoiceNumbers } from '../services/invoices.js';
import { addApiKey } from '../store/api-keys.js';
import { loadCatalog, type CatalogProduct } from '../store/catalog.js';
import { addCustomer } from '../store/customers.js';
import type { Database, Db } from '../store/database.js';
import { json } from '../store/json.js';
import { addDefaultCard } from '../store/payment-methods.js';
import type { Customer, Price, Tables } from '../store/tables.js';
import { demoCatalog } from './catalog.js';
import { people, type Person } from './people.js';
import { addUses, sumUsage, usesOf, type Use } from './usage.js';

export interface SeedOptions {
  /** Default `demo`. Another id makes another, separate project with the same contents. */
  readonly projectId?: string;
  /** Default `sk_test_sandbox`, `bsk_test_sandbox` and `pk_test_sandbox`; give your own with another project. */
  readonly keys?: readonly string[];
  /** The moment histories lead up to, in milliseconds; default now. */
  readonly now?: number;
}

export const SANDBOX_KEYS = ['sk_test_sandbox', 'bsk_test_sandbox', 'pk_test_sandbox'] as const;

const DAY_MS = 86_400_000;

/**
 * Fills one project with plans and people to develop against. False when the project is there already. Rows of one table
 * go in together where they can: each test and each story has a project of its own, and waits for this.
 */
export async function seedDemo(db: Database, { projectId = 'demo', keys = SANDBOX_KEYS, now = Date.now() }: SeedOptions = {}): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const there = await tx.selectFrom('projects').select('id').where('id', '=', projectId).executeTakeFirst();
    if (there) return false;
    const catalog = z.parse(CatalogFile, { ...demoCatalog, project: { ...demoCatalog.project, id: projectId } });
    await applyCatalog(tx, catalog, new Date(now));
    for (const key of keys) await addApiKey(tx, projectId, key, new Date(now));
    const onSale = await loadCatalog(tx, projectId);
    const histories: History[] = [];
    for (const person of people) histories.push(await seedPerson(tx, projectId, onSale, person, now));
    await tx.insertInto('subscriptions').values(histories.map(({ subscription }) => subscription)).execute();
    await tx.insertInto('invoices').values(histories.flatMap(({ invoices }) => invoices)).execute();
    await tx.insertInto('tokenBalances').values(histories.flatMap(({ tokenBalances }) => tokenBalances)).execute();
    await addUses(tx, projectId, histories.flatMap(({ uses }) => uses));
    await sumUsage(tx, projectId);
    return true;
  });
}

/** Rows about one person. */
interface History {
  readonly subscription: Insertable<Tables['subscriptions']>;
  readonly invoices: readonly Insertable<Tables['invoices']>[];
  readonly tokenBalances: readonly Insertable<Tables['tokenBalances']>[];
  readonly uses: readonly Use[];
}

/** Adds the customer and their card; all else about them is for the caller to add. */
async function seedPerson(db: Db, projectId: string, onSale: readonly CatalogProduct[], person: Person, now: number): Promise<History> {
  const plan = onSale.find(({ prices }) => prices.some(({ id }) => id === person.priceId));
  const price = plan?.prices.find(({ id }) => id === person.priceId);
  if (!plan || !price) throw new Error(`the demo has no price ${person.priceId}`);

  const start = new Date(now - person.periodBeganDaysAgo * DAY_MS);
  const end = person.trialDays ? addIntervals(start, 'day', person.trialDays) : addIntervals(start, price.interval, price.intervalCount);
  const periods = Array.from({ length: person.pastPeriods ?? 0 }, (_, index) => addIntervals(start, price.interval, index - (person.pastPeriods ?? 0)));
  const joined = periods[0] ?? start;
  const customer = await addCustomer(db, projectId, { externalUserId: person.user, email: person.email, name: person.name }, joined);
  if (!customer) throw new Error(`the demo has ${person.user} twice`);
  const key = { projectId, customerId: customer.id };
  if (person.card) {
    const expYear = new Date(now).getUTCFullYear() + 2;
    await addDefaultCard(db, key, { ...person.card, expMonth: 4, expYear }, joined);
  }

  const subscription = {
    ...key,
    id: newId('sub'),
    productId: plan.product.id,
    priceId: price.id,
    quantity: person.quantity ?? 1,
    status: person.status ?? 'active',
    billingAnchor: person.trialDays ? end : start,
    currentPeriodStart: start,
    currentPeriodEnd: end,
    trialEnd: person.trialDays ? end : null,
    trialProductId: person.trialDays ? plan.product.id : null,
    cancelAtPeriodEnd: person.cancelAtPeriodEnd ?? false,
    canceledAt: person.cancelAtPeriodEnd ? new Date(now - 2 * DAY_MS) : null,
    endedAt: null,
    cancellationReason: person.cancelAtPeriodEnd ? 'too_expensive' : null,
    cancellationFeedback: null,
    pendingPriceId: null,
    pendingQuantity: null,
    // One that is past due waits for the next try at its card, not for the end of the period.
    nextActionAt: person.status === 'past_due' ? addIntervals(start, 'day', 3) : end,
    metadata: json({}),
    createdAt: joined,
  };
  const billed = person.trialDays ? [] : [...periods, start, end];
  return {
    subscription,
    invoices: await pastInvoices(db, customer, { subscriptionId: subscription.id, price, plan: plan.product.name, person, billed }),
    tokenBalances: Object.entries(person.tokens ?? {}).map(([type, count]) => ({ ...key, type, count, toppedUpDay: dayOf(new Date(now)) })),
    uses: usesOf(customer.id, person, start, now),
  };
}

interface PastInvoices {
  readonly subscriptionId: string;
  readonly price: Price;
  readonly plan: string;
  readonly person: Person;
  /** Where one period ends and the next begins. */
  readonly billed: readonly Date[];
}

async function pastInvoices(
  db: Db,
  customer: Customer,
  { subscriptionId, price, plan, person, billed }: PastInvoices,
): Promise<Insertable<Tables['invoices']>[]> {
  const quantity = person.quantity ?? 1;
  const amount = amountOf(price, quantity);
  const periods = billed.slice(1).map((end, index) => ({ start: billed[index] ?? end, end }));
  if (amount === 0 || periods.length === 0) return [];
  const numbers = await takeInvoiceNumbers(db, customer, periods.length);
  const { name, email, address, taxId } = customer;
  return periods.map(({ start, end }, index) => {
    const paid = index < periods.length - 1 || person.status !== 'past_due';
    return {
      projectId: customer.projectId,
      customerId: customer.id,
      id: newId('inv'),
      subscriptionId,
      number: numbers[index] ?? null,
      status: paid ? 'paid' : 'open',
      currency: price.currency,
      lines: json([{ description: plan, quantity, amount, periodStart: start.toISOString(), periodEnd: end.toISOString() }]),
      subtotal: amount,
      tax: 0,
      total: amount,
      amountPaid: paid ? amount : 0,
      periodStart: start,
      periodEnd: end,
      createdAt: start,
      finalizedAt: start,
      paidAt: paid ? start : null,
      attempts: paid ? 0 : 1,
      nextAttemptAt: paid ? null : addIntervals(start, 'day', 3),
      failedAt: paid ? null : start,
      billedTo: json({ name, email, address, taxId }),
    };
  });
}
