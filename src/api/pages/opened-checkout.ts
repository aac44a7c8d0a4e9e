import { regionOf } from '../domain/locale.js';
import type { Place } from '../domain/place.js';
import { projectTime, type Services } from '../http/router.js';
import { statusOf, stillFits } from '../services/checkout.js';
import { quoteOf, type Quote } from '../services/quote.js';
import { findCheckout, lockCheckout } from '../store/checkouts.js';
import { findCustomer, lockCustomer } from '../store/customers.js';
import type { Db } from '../store/database.js';
import { findProject } from '../store/projects.js';
import { loadSubscriptions } from '../store/subscriptions.js';
import type { Checkout, Customer, Project } from '../store/tables.js';
import { wordsFor, type PageWords } from './words/index.js';

/** A checkout under the locks of its customer and itself: a second submit waits here and then finds it complete. */
export interface Opened {
  readonly project: Project;
  readonly checkout: Checkout;
  readonly customer: Customer;
  readonly now: Date;
  /** It stands in a frame on the page that started it, and tells that page instead of leading back to it. */
  readonly framed: boolean;
  readonly words: PageWords;
  /** The country that the reader's browser names, or the page that led here: a guess. */
  readonly region: string | undefined;
}

export async function look(services: Services, id: string, request: Request): Promise<Opened | undefined> {
  const checkout = await findCheckout(services.db, id);
  const project = checkout && (await findProject(services.db, checkout.projectId));
  if (!checkout || !project) return undefined;
  const customer = await findCustomer(services.db, project.id, checkout.customerId);
  // Embedded, but opened as a page of its own, as where a frame could not be loaded: then it leads back like any other.
  const framed = checkout.mode === 'embedded' && request.headers.get('sec-fetch-dest') !== 'document';
  const words = wordsFor({ locale: checkout.locale, request, project });
  const region = regionOf(request.headers.get('accept-language')) ?? regionOf(checkout.locale);
  return customer && { project, checkout, customer, now: projectTime(project, services.now()), framed, words, region };
}

/** Customer first, checkout second, here as everywhere: locks taken in one order cannot deadlock. */
export const lock = async (db: Db, known: Opened): Promise<Opened> => ({
  ...known,
  customer: await lockCustomer(db, known.project.id, known.customer.id),
  checkout: await lockCheckout(db, known.checkout),
});

export const isOpen = ({ checkout, now }: Opened): boolean => ['open', 'processing'].includes(statusOf(checkout, now));

export const fits = async (db: Db, { checkout, now }: Opened): Promise<boolean> =>
  stillFits(checkout, await loadSubscriptions(db, checkout.projectId, checkout.customerId), now);

/** What it comes to, in the reader's words. What is then invoiced is in the catalog's own, as renewals are. */
export async function quoted(db: Db, { checkout, customer, words }: Opened): Promise<Quote> {
  return quoteOf(db, checkout, customer, await loadSubscriptions(db, checkout.projectId, checkout.customerId), words.tag);
}

export const at = (opened: Opened, place: Place | null): Opened => ({ ...opened, checkout: { ...opened.checkout, place } });
