import type { Hono } from 'hono';
import * as z from 'zod/mini';
import { checkCard, type CardOnFile } from '../domain/cards.js';
import { chargeKey } from '../domain/payments.js';
import { regionOf } from '../domain/locale.js';
import { allowsOrigin, returnTo } from '../domain/origin.js';
import type { Place } from '../domain/place.js';
import { inTransaction } from '../http/idempotency.js';
import { readFields, typedInto } from '../http/form.js';
import { projectTime, type Services, type Variables } from '../http/router.js';
import { completeCheckout, statusOf, stillFits } from '../services/checkout.js';
import { placesAsked } from '../services/place.js';
import { quoteOf, type Quote } from '../services/quote.js';
import { changeCheckout, findCheckout, lockCheckout } from '../store/checkouts.js';
import { lockCustomer } from '../store/customers.js';
import type { Db } from '../store/database.js';
import { json } from '../store/json.js';
import { findProject } from '../store/projects.js';
import { loadSubscriptions } from '../store/subscriptions.js';
import type { Checkout, Customer, Project } from '../store/tables.js';
import { checkoutPage, confirmPage, type FormState } from './checkout-page.js';
import { guessPlace, placeOf, placeProblems, readWhereabouts, whereabouts, type Whereabouts } from './checkout-place.js';
import type { FrameNews } from './frame.js';
import { notice, page } from './page.js';
import { wordsFor, type PageWords, type TextKey } from './words/index.js';

/** A checkout under the locks of its customer and itself: a second submit waits here and then finds it complete. */
interface Opened {
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

export function checkoutPages(app: Hono<{ Variables: Variables }>, services: Services): void {
  app.get('/checkout/:id', async (c) => {
    const opened = await look(services, c.req.param('id'), c.req.raw);
    if (!opened) return gone(c.req.raw);
    if (opened.checkout.pendingCard && isOpen(opened)) return seeOther(`/checkout/${opened.checkout.id}/confirm`);
    if (isOpen(opened) && !(await fits(services.db, opened))) return overtaken(opened);
    return isOpen(opened) ? form(services.db, opened, { email: opened.checkout.email ?? '', name: opened.checkout.name ?? '', problems: {} }) : closed(opened);
  });

  app.post('/checkout/:id', async (c) => {
    const known = await look(services, c.req.param('id'), c.req.raw);
    if (!known) return gone(c.req.raw);
    const fields = await readFields(c.req.raw);
    return inTransaction(services.db, async (db) => {
      const opened = await lock(db, known);
      if (!isOpen(opened)) return closed(opened);
      return (await fits(db, opened)) ? pay(db, services, opened, fields) : overtaken(opened);
    });
  });

  app.get('/checkout/:id/confirm', async (c) => {
    const opened = await look(services, c.req.param('id'), c.req.raw);
    if (!opened) return gone(c.req.raw);
    const { checkout, words } = opened;
    if (!isOpen(opened) || !checkout.pendingCard) return seeOther(`/checkout/${checkout.id}`);
    if (!(await fits(services.db, opened))) return overtaken(opened); // the page before this one would lead back here
    const quote = await quoted(services.db, opened);
    return page(confirmPage({ ...opened, quote }, checkout.pendingCard), {
      title: words.text('confirmPaymentTitle'),
      ...places(opened, 'needs_confirmation'),
    });
  });

  app.post('/checkout/:id/confirm', async (c) => {
    const known = await look(services, c.req.param('id'), c.req.raw);
    if (!known) return gone(c.req.raw);
    const fields = await readFields(c.req.raw);
    return inTransaction(services.db, async (db) => {
      const opened = await lock(db, known);
      if (!isOpen(opened)) return closed(opened);
      if (!(await fits(db, opened))) return overtaken(opened);
      return opened.checkout.pendingCard
        ? confirm(db, services, opened, opened.checkout.pendingCard, fields)
        : seeOther(`/checkout/${opened.checkout.id}`);
    });
  });

  app.get('/checkout/:id/cancel', async (c) => {
    const opened = await look(services, c.req.param('id'), c.req.raw);
    if (!opened?.checkout.cancelUrl) return gone(c.req.raw);
    if (opened.framed) {
      return said(opened, 'canceled', { mark: 'wait', title: 'nothingCharged', text: 'closeThis' });
    }
    return seeOther(returnTo(opened.checkout.cancelUrl, 'billing_checkout_canceled', opened.checkout.id));
  });
}

async function look(services: Services, id: string, request: Request): Promise<Opened | undefined> {
  const checkout = await findCheckout(services.db, id);
  const project = checkout && (await findProject(services.db, checkout.projectId));
  if (!checkout || !project) return undefined;
  const customer = await services.db
    .selectFrom('customers')
    .selectAll()
    .where('projectId', '=', project.id)
    .where('id', '=', checkout.customerId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  // Embedded, but opened as a page of its own, as where a frame could not be loaded: then it leads back like any other.
  const framed = checkout.mode === 'embedded' && request.headers.get('sec-fetch-dest') !== 'document';
  const words = wordsFor({ locale: checkout.locale, request, project });
  const region = regionOf(request.headers.get('accept-language')) ?? regionOf(checkout.locale);
  return customer && { project, checkout, customer, now: projectTime(project, services.now()), framed, words, region };
}

/** Customer first, checkout second, here as everywhere: locks taken in one order cannot deadlock. */
const lock = async (db: Db, known: Opened): Promise<Opened> => ({
  ...known,
  customer: await lockCustomer(db, known.project.id, known.customer.id),
  checkout: await lockCheckout(db, known.checkout),
});

const isOpen = ({ checkout, now }: Opened): boolean => ['open', 'processing'].includes(statusOf(checkout, now));

const fits = async (db: Db, { checkout, now }: Opened): Promise<boolean> =>
  stillFits(checkout, await loadSubscriptions(db, checkout.projectId, checkout.customerId), now);

/** What it comes to, in the reader's words. What is then invoiced is in the catalog's own, as renewals are. */
async function quoted(db: Db, { checkout, customer, words }: Opened): Promise<Quote> {
  return quoteOf(db, checkout, customer, await loadSubscriptions(db, checkout.projectId, checkout.customerId), words.tag);
}

const at = (opened: Opened, place: Place | null): Opened => ({ ...opened, checkout: { ...opened.checkout, place } });

/** @param said where the payer said they are just now, be it in part */
async function form(db: Db, opened: Opened, state: FormState, status = 200, said?: Whereabouts): Promise<Response> {
  const { project, checkout, words } = opened;
  const asked = await placesAsked(db, checkout, opened.customer);
  const where = asked && (said ?? (checkout.place ? whereabouts(asked, checkout.place) : guessPlace(asked, opened.region)));
  const quote = await quoted(db, where ? at(opened, placeOf(where) ?? null) : opened);
  const title = `${quote.product.name} · ${project.name}`;
  return page(checkoutPage({ ...opened, quote, where }, state), {
    title: state.message || Object.keys(state.problems).length ? words.text('errorIn', { title }) : title,
    status,
    ...places(opened, status === 402 ? 'declined' : undefined),
  });
}

async function pay(db: Db, services: Services, found: Opened, fields: URLSearchParams): Promise<Response> {
  const text = (name: string): string => typedInto(fields, name);
  const typed = { email: text('email'), name: text('name') };
  const card = { number: text('number'), expiry: text('expiry'), cvc: text('cvc') };
  const asked = await placesAsked(db, found.checkout, found.customer);
  const said = asked && readWhereabouts(asked, fields);
  const opened = said ? await keepPlace(db, found, said) : found;
  const unsaid = said ? placeProblems(said) : {};
  if (fields.get('step') === 'total') {
    // The states of a country that was just chosen are a question, and not yet a mistake.
    const problems = fields.has('state') || unsaid.country ? unsaid : {};
    return form(db, opened, { ...typed, problems }, Object.keys(problems).length > 0 ? 422 : 200, said);
  }
  const quote = await quoted(db, opened);
  const payer = { email: typed.email, name: typed.name || null };
  const problems = {
    ...unsaid,
    ...(z.safeParse(z.email(), typed.email).success ? {} : { email: 'emailWrong' as const }),
    ...(!quote.needsCard || typed.name ? {} : { name: 'nameMissing' as const }),
    ...(quote.needsCard ? checkCard(card, opened.now) : {}),
  };
  if (Object.keys(problems).length > 0) return form(db, opened, { ...typed, problems }, 422, said);
  const { words } = opened;
  const refuse = (message: string): Promise<Response> => form(db, opened, { ...typed, problems: {}, message }, 402);
  if (hasChanged(fields, quote)) {
    return form(db, opened, { ...typed, problems: {}, title: words.text('amountChanged'), message: words.text('amountChangedText') }, 409);
  }
  if (!quote.needsCard) return complete(db, opened, { card: undefined, ...payer });

  const stored = await services.payments.storeCard(card);
  if ('refused' in stored) return refuse(stored.message ?? words.text(stored.refused));
  const outcome = await charge(services, opened, quote, stored, false);
  if (outcome.status === 'declined') {
    await changeCheckout(db, opened.checkout, { declines: opened.checkout.declines + 1 });
    return refuse(outcome.message ?? words.text('declined'));
  }
  if (outcome.status === 'succeeded') return complete(db, opened, { card: stored, ...payer });
  await setPending(db, opened.checkout, stored, typed);
  return seeOther(`/checkout/${opened.checkout.id}/confirm`);
}

/** Kept as soon as it is said, so that neither a declined card nor the bank's page loses it. */
async function keepPlace(db: Db, opened: Opened, said: Whereabouts): Promise<Opened> {
  const place = placeOf(said);
  if (!place) return opened;
  await changeCheckout(db, opened.checkout, { place: json(place) });
  return at(opened, place);
}

/** What was read is what is paid: a page that showed another amount is shown again. */
const hasChanged = (fields: URLSearchParams, { due, later }: Quote): boolean => isOther(fields.get('due'), due) || isOther(fields.get('later'), later.total);
const isOther = (shown: string | null, amount: number): boolean => shown !== null && shown !== String(amount);

async function confirm(db: Db, services: Services, opened: Opened, card: CardOnFile, fields: URLSearchParams): Promise<Response> {
  const { email, name } = opened.checkout;
  const quote = await quoted(db, opened);
  if (hasChanged(fields, quote)) return seeOther(`/checkout/${opened.checkout.id}/confirm`);
  const { words } = opened;
  const outcome = fields.get('answer') === 'confirm'
    ? await charge(services, opened, quote, card, true)
    : { status: 'declined' as const, message: words.text('toldNotYou') };
  if (outcome.status === 'succeeded') return complete(db, opened, { card, email, name });
  await setPending(db, opened.checkout, null, { email, name });
  await changeCheckout(db, opened.checkout, { declines: opened.checkout.declines + 1 });
  const message = outcome.status === 'declined' ? (outcome.message ?? words.text('declined')) : words.text('bankSilent');
  return form(db, { ...opened, checkout: { ...opened.checkout, pendingCard: null } }, { email: email ?? '', name: name ?? '', problems: {}, message }, 402);
}

/** Named by how often a card was declined before, and not by the card: typed again after a lost answer it has another token. */
const charge = async (services: Services, { checkout }: Opened, quote: Quote, card: CardOnFile, confirmed: boolean) =>
  services.payments.charge({
    amount: quote.due,
    currency: quote.price.currency,
    cardToken: card.token,
    idempotencyKey: await chargeKey(checkout.id, checkout.declines, confirmed ? 'confirmed' : 'asked'),
    confirmed,
  });

const setPending = (db: Db, checkout: Checkout, card: CardOnFile | null, { email, name }: Pick<Checkout, 'email' | 'name'>): Promise<void> =>
  changeCheckout(db, checkout, { status: card ? 'processing' : 'open', pendingCard: json(card), email, name });

async function complete(db: Db, opened: Opened, payer: Parameters<typeof completeCheckout>[3]): Promise<Response> {
  await completeCheckout(db, opened.checkout, opened.customer, payer, opened.now);
  return closed({ ...opened, checkout: { ...opened.checkout, status: 'complete' } });
}

/** A checkout that has ended: on to where its starter wanted, or a page that says so. */
async function closed(opened: Opened): Promise<Response> {
  const { checkout, now } = opened;
  if (statusOf(checkout, now) === 'complete') {
    if (checkout.successUrl && !opened.framed) return seeOther(returnTo(checkout.successUrl, 'billing_checkout', checkout.id));
    return said(opened, 'complete', { mark: 'done', title: 'done', text: 'doneText' });
  }
  return said(opened, 'expired', { ...backFrom(opened), mark: 'wait', title: 'expired', text: 'expiredText', status: 410 });
}

/** Another tab was faster, or the plan has ended. */
const overtaken = (opened: Opened): Promise<Response> =>
  said(opened, 'expired', { ...backFrom(opened), mark: 'wait', title: 'overtaken', text: 'overtakenText', status: 409 });

interface Said {
  readonly mark: 'done' | 'wait';
  readonly title: TextKey;
  readonly text: TextKey;
  readonly status?: number;
  readonly link?: { readonly href: string; readonly label: string };
}

/** The one thing that is left to say of a checkout. */
function said(opened: Opened, news: FrameNews, { title: key, text, status, ...rest }: Said): Promise<Response> {
  const { words } = opened;
  const title = words.text(key);
  return page(notice({ ...rest, title, text: words.text(text) }), { title, status, ...places(opened, news) });
}

const backFrom = ({ checkout, words }: Opened): Pick<Said, 'link'> =>
  checkout.cancelUrl ? { link: { href: `/checkout/${checkout.id}/cancel`, label: words.text('goBack') } } : {};

function gone(request: Request): Promise<Response> {
  const words = wordsFor({ request });
  const title = words.text('noCheckout');
  return page(notice({ mark: 'wait', title, text: words.text('noCheckoutText') }), { title, words, status: 404 });
}

/**
 * What a page of this checkout is set up with: its language, where it may lead, which pages may frame it, and what it tells them. The page that started an embedded checkout
 * named itself by where it wants the reader back; only where it did not, any page of the project's may frame it.
 */
function places({ project, checkout, framed, words }: Opened, news?: FrameNews) {
  const origins = [...new Set([checkout.successUrl, checkout.cancelUrl].flatMap((url) => (url ? [new URL(url).origin] : [])))];
  if (!framed) return { words, formOrigins: origins };
  const to = origins.filter((origin) => allowsOrigin(project, origin));
  const loopback = project.anyLoopback ? ['http://localhost:*', 'http://127.0.0.1:*'] : [];
  return {
    words,
    formOrigins: origins,
    frameOrigins: to.length > 0 ? to : [...project.allowedOrigins, ...loopback],
    telling: { id: checkout.id, to, news },
  };
}

const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' } });
