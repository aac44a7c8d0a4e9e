import { sql } from 'kysely';
import * as z from 'zod/mini';
import { CatalogFile } from '../domain/catalog-file.js';
import { newId } from '../domain/ids.js';
import { dayOf } from '../domain/token-balance.js';
import { addIntervals, daysUntil } from '../domain/period.js';
import { amountOf } from '../domain/price.js';
import { applyCatalog } from '../services/apply.js';
import { takeInvoiceNumbers } from '../services/invoices.js';
import { addApiKey } from '../store/api-keys.js';
import { loadCatalog, type CatalogProduct } from '../store/catalog.js';
import { addCustomer } from '../store/customers.js';
import type { Database, Db } from '../store/database.js';
import { json } from '../store/json.js';
import { addDefaultCard } from '../store/payment-methods.js';
import type { Customer, Price } from '../store/tables.js';
import { demoCatalog } from './catalog.js';
import { people, type Person } from './people.js';

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
const HOUR_MS = 3_600_000;

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
    for (const person of people) await seedPerson(tx, projectId, onSale, person, now);
    await sumUsage(tx, projectId);
    return true;
  });
}

async function seedPerson(db: Db, projectId: string, onSale: readonly CatalogProduct[], person: Person, now: number): Promise<void> {
  const plan = onSale.find(({ prices }) => prices.some(({ id }) => id === person.priceId));
  const price = plan?.prices.find(({ id }) => id === person.priceId);
  if (!plan || !price) throw new Error(`the demo has no price ${person.priceId}`);

  const start = new Date(now - person.periodBeganDaysAgo * DAY_MS);
  const end = person.trialDays ? addIntervals(start, 'day', person.trialDays) : addIntervals(start, price.interval, price.intervalCount);
  const periods = Array.from({ length: person.pastPeriods ?? 0 }, (_, index) => addIntervals(start, price.interval, index - (person.pastPeriods ?? 0)));
  const joined = periods[0] ?? start;
  const customer = await addCustomer(db, projectId, { externalUserId: person.user, email: person.email, name: person.name }, joined);
  if (!customer) throw new Error(`the demo has ${person.user} twice`);
  if (person.card) {
    const expYear = new Date(now).getUTCFullYear() + 2;
    await addDefaultCard(db, { projectId, customerId: customer.id }, { ...person.card, expMonth: 4, expYear }, joined);
  }

  const subscriptionId = newId('sub');
  await db
    .insertInto('subscriptions')
    .values({
      projectId,
      customerId: customer.id,
      id: subscriptionId,
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
    })
    .execute();

  const billed = person.trialDays ? [] : [...periods, start, end];
  await seedInvoices(db, customer, { subscriptionId, price, plan: plan.product.name, person, billed });
  await seedUsage(db, customer, person, start, now);
  for (const [type, count] of Object.entries(person.tokens ?? {})) {
    await db.insertInto('tokenBalances').values({ projectId, customerId: customer.id, type, count, toppedUpDay: dayOf(new Date(now)) }).execute();
  }
}

interface PastInvoices {
  readonly subscriptionId: string;
  readonly price: Price;
  readonly plan: string;
  readonly person: Person;
  /** Where one period ends and the next begins. */
  readonly billed: readonly Date[];
}

async function seedInvoices(db: Db, customer: Customer, { subscriptionId, price, plan, person, billed }: PastInvoices): Promise<void> {
  const quantity = person.quantity ?? 1;
  const amount = amountOf(price, quantity);
  const periods = billed.slice(1).map((end, index) => ({ start: billed[index] ?? end, end }));
  if (amount === 0 || periods.length === 0) return;
  const numbers = await takeInvoiceNumbers(db, customer, periods.length);
  const { name, email, address, taxId } = customer;
  await db
    .insertInto('invoices')
    .values(
      periods.map(({ start, end }, index) => {
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
      }),
    )
    .execute();
}

/** How busy each weekday is, from Sunday on: what makes a chart look lived in. */
const WEEK = [4, 11, 13, 12, 12, 10, 5];

/** Spreads what was used over the period's days so far. */
async function seedUsage(db: Db, customer: Customer, person: Person, start: Date, now: number): Promise<void> {
  const key = { projectId: customer.projectId, customerId: customer.id };
  const end = addIntervals(start, 'month', 1);
  const days = Math.max(1, daysUntil(new Date(now), start));
  const weights = Array.from({ length: days }, (_, day) => WEEK[new Date(start.getTime() + day * DAY_MS).getUTCDay()] ?? 1);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);

  const events = Object.entries(person.usage).flatMap(([featureKey, total]) => {
    const decimals = Number.isInteger(total) ? 1 : 10;
    let done = 0;
    let weighed = 0;
    return weights.flatMap((weight, day) => {
      weighed += weight;
      const upTo = Math.round((total * decimals * weighed) / whole) / decimals;
      const quantity = Math.round((upTo - done) * 1e6) / 1e6;
      const at = new Date(Math.min(now, start.getTime() + day * DAY_MS + 9 * HOUR_MS + day * 67_000));
      done = upTo;
      return quantity > 0 ? [{ featureKey, at, quantity, consumedAfter: upTo }] : [];
    });
  });
  await db
    .insertInto('usageEvents')
    .values(
      events.map(({ featureKey, at, quantity, consumedAfter }) => ({
        ...key, id: newId('evt'), featureKey, quantity, occurredAt: at, recordedAt: at, consumedAfter,
        limitUnits: null, periodStart: start, periodEnd: end, metadata: json(null),
      })),
    )
    .execute();
}

/** Sums what was used as recording it one by one would have. */
async function sumUsage(db: Db, projectId: string): Promise<void> {
  const sums = db
    .selectFrom('usageEvents')
    .select(({ fn }) => ['projectId', 'customerId', 'featureKey', fn.sum<number>('quantity').as('quantity')])
    .where('projectId', '=', projectId)
    .groupBy(['projectId', 'customerId', 'featureKey']);
  const hour = sql<Date>`date_trunc('hour', occurred_at, 'UTC')`;
  await db
    .insertInto('usageHours')
    .columns(['projectId', 'customerId', 'featureKey', 'quantity', 'hour'])
    .expression(sums.select(hour.as('hour')).groupBy(hour))
    .execute();
  await db
    .insertInto('usageCounters')
    .columns(['projectId', 'customerId', 'featureKey', 'consumed', 'periodStart'])
    .expression(sums.select('periodStart').groupBy('periodStart'))
    .execute();
}
