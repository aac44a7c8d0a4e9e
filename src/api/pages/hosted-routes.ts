import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { checkCard, type CardOnFile } from '../domain/cards.js';
import { hmacSha256, sameText } from '../domain/hash.js';
import { chargeKey } from '../domain/payments.js';
import { isFree } from '../domain/price.js';
import { ApiError } from '../http/errors.js';
import { inTransaction } from '../http/idempotency.js';
import { readFields, typedInto } from '../http/form.js';
import { projectTime, type Services, type Variables } from '../http/router.js';
import { cancel, reactivate } from '../services/cancel.js';
import { findHostedPage, hostedUrl, openHostedPage } from '../services/hosted.js';
import { payOpenInvoice } from '../services/pay.js';
import { invoiceKey, toInvoice } from '../services/present.js';
import { refuseTestMoney } from '../services/processor.js';
import { findCustomer, lockCustomer } from '../store/customers.js';
import type { Db } from '../store/database.js';
import { findInvoice, findInvoices } from '../store/invoices.js';
import { addDefaultCard, deleteCard, findCard, listCards, setDefaultCard } from '../store/payment-methods.js';
import { findProject } from '../store/projects.js';
import { findSubscription, loadSubscriptions } from '../store/subscriptions.js';
import type { Customer, HostedPage, Project } from '../store/tables.js';
import { cardFields, testCardList, type FormState } from './checkout-page.js';
import { invoicePage, invoiceTitle } from './invoice-page.js';
import { notice, page, seller } from './page.js';
import { portalPage, type PortalView } from './portal-page.js';
import { wordsFor, type PageWords, type TextKey } from './words/index.js';

const INVOICES_SHOWN = 24;

interface Opened {
  readonly project: Project;
  readonly hosted: HostedPage;
  readonly customer: Customer;
  readonly now: Date;
  readonly baseUrl: string;
  readonly words: PageWords;
}

type App = Hono<{ Variables: Variables }>;

export function hostedPages(app: App, services: Services): void {
  app.get('/invoice/:project/:id/:key', async (c) => {
    const project = await findProject(services.db, c.req.param('project'));
    const invoice = project && (await findInvoice(services.db, project.id, c.req.param('id')));
    if (!invoice || !sameText(c.req.param('key'), await invoiceKey(project, invoice.id))) return gone(c, 'noInvoice');
    const customer = await services.db
      .selectFrom('customers')
      .selectAll()
      .where('projectId', '=', project.id)
      .where('id', '=', invoice.customerId)
      .executeTakeFirstOrThrow();
    const words = wordsFor({ request: c.req.raw, project });
    return page(invoicePage(words, project, customer, invoice), { title: `${invoiceTitle(words, invoice)} · ${project.name}`, words });
  });

  app.get('/portal/:id', async (c) => {
    const opened = await look(services, 'portal', c);
    return opened ? showPortal(services.db, opened) : gone(c, 'noPage');
  });
  app.post('/portal/:id', async (c) => {
    const known = await look(services, 'portal', c);
    if (!known) return gone(c, 'noPage');
    const fields = await readFields(c.req.raw);
    try {
      const result = await inTransaction(services.db, async (db) => {
        const customer = await lockCustomer(db, known.project.id, known.customer.id);
        return act(db, services, { ...known, customer }, fields.get('action') ?? '', fields.get('id') ?? '');
      });
      return result instanceof Response ? result : showPortal(services.db, known, { kind: 'info', title: known.words.text(result), text: '' });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { words } = known;
      return showPortal(services.db, known, { kind: 'bad', title: words.text('didNotWork'), text: words.text(REFUSALS[error.code] ?? 'nothingChanged') });
    }
  });

  app.get('/setup/:id', async (c) => {
    const opened = await look(services, 'setup', c);
    if (!opened) return gone(c, 'noPage');
    return opened.hosted.completedAt ? done(opened) : showSetup(opened, { email: '', name: opened.customer.name ?? '', problems: {} });
  });
  app.post('/setup/:id', async (c) => {
    const known = await look(services, 'setup', c);
    if (!known) return gone(c, 'noPage');
    const fields = await readFields(c.req.raw);
    return inTransaction(services.db, async (db) => {
      const customer = await lockCustomer(db, known.project.id, known.customer.id);
      const hosted = (await findHostedPage(db, 'setup', known.hosted.id)) ?? known.hosted;
      const opened = { ...known, customer, hosted };
      return hosted.completedAt ? done(opened) : setUp(db, services, opened, fields);
    });
  });
}

async function look(services: Services, kind: HostedPage['kind'], c: Context): Promise<Opened | undefined> {
  const hosted = await findHostedPage(services.db, kind, c.req.param('id') ?? '');
  const project = hosted && (await findProject(services.db, hosted.projectId));
  const customer = project && (await findCustomer(services.db, project.id, hosted.customerId));
  if (!customer) return undefined;
  const now = projectTime(project, services.now());
  const words = wordsFor({ locale: hosted.locale, request: c.req.raw, project });
  return hosted.expiresAt > now ? { project, hosted, customer, now, words, baseUrl: services.publicUrl ?? new URL(c.req.url).origin } : undefined;
}

async function showPortal(db: Db, { project, hosted, customer, now, words, baseUrl }: Opened, message?: PortalView['message']): Promise<Response> {
  const key = { projectId: project.id, customerId: customer.id };
  const subscriptions = (await loadSubscriptions(db, project.id, customer.id)).filter((it) => it.endedAt === null || it.endedAt > now);
  const invoices = await findInvoices(db, { ...key, limit: INVOICES_SHOWN });
  const view = {
    words,
    project,
    portal: hosted,
    customer,
    subscriptions,
    cards: await listCards(db, key),
    invoices: await Promise.all(invoices.map(async (invoice) => ({ invoice, url: (await toInvoice(project, invoice, baseUrl)).url }))),
    message,
  };
  return page(portalPage(view), { ...titled(words, 'yourBilling', project, message?.kind === 'bad'), status: message?.kind === 'bad' ? 409 : 200 });
}

/** Why an act of the portal's was refused, where that is worth a word of its own. */
const REFUSALS: Readonly<Record<string, TextKey>> = {
  payment_failed: 'cardDeclined',
  payment_method_required: 'noCard',
  payment_method_in_use: 'cardNeeded',
};

const missing = (what: string): ApiError => new ApiError('not_found', `There is no such ${what}`);

/** A title that says so first where something is wrong: it is what a screen reader reads out as the page comes. */
function titled(words: PageWords, key: TextKey, project: Project, isWrong: boolean): { title: string; words: PageWords } {
  const title = `${words.text(key)} · ${project.name}`;
  return { title: isWrong ? words.text('errorIn', { title }) : title, words };
}

/** What a button of the portal does; the text says that it was done. */
async function act(db: Db, services: Services, opened: Opened, action: string, id: string): Promise<TextKey | Response> {
  const { project, customer, hosted, now, baseUrl } = opened;
  const mine = <T extends { customerId: string }>(found: T | undefined, what: string): T => {
    if (found?.customerId !== customer.id) throw missing(what);
    return found;
  };
  switch (action) {
    case 'cancel':
      await cancel(db, services.payments, customer, mine(await findSubscription(db, project.id, id), 'plan'), { immediately: false }, now);
      return 'planCanceled';
    case 'reactivate':
      await reactivate(db, mine(await findSubscription(db, project.id, id), 'plan'), now);
      return 'planGoesOn';
    case 'pay':
      await payOpenInvoice(db, services.payments, mine(await findInvoice(db, project.id, id), 'invoice'), now);
      return 'paid';
    case 'use-card':
      await setDefaultCard(db, mine(await findCard(db, project.id, id), 'card'));
      return 'cardUsed';
    case 'remove-card':
      return removeCard(db, opened, id);
    case 'add-card': {
      refuseTestMoney(services.payments, project);
      const setup = await openHostedPage(db, project, customer, { kind: 'setup', locale: hosted.locale, now });
      await db
        .updateTable('hostedPages')
        .set({ returnUrl: hostedUrl(hosted, baseUrl) })
        .where('projectId', '=', project.id)
        .where('customerId', '=', customer.id)
        .where('id', '=', setup.id)
        .execute();
      return seeOther(hostedUrl(setup, ''));
    }
    default:
      throw missing('action');
  }
}

async function removeCard(db: Db, { project, customer }: Opened, id: string): Promise<TextKey> {
  const card = await findCard(db, project.id, id);
  if (card?.customerId !== customer.id) throw missing('card');
  const paying = (await loadSubscriptions(db, project.id, customer.id)).some((it) => it.endedAt === null && !isFree(it.price));
  if (card.isDefault && paying) throw new ApiError('payment_method_in_use', 'Your plan needs this card: use another one first');
  await deleteCard(db, card);
  return 'cardRemoved';
}

const showSetup = ({ project, hosted, words }: Opened, { name, problems, message }: FormState, status = 200): Promise<Response> =>
  page(
    html`<main class="one"><section>
      ${seller(words, project)}
      <h1 class="title">${words.text('addCard')}</h1>
      <form method="post" action="/setup/${hosted.id}" novalidate>
        ${message ? html`<div class="note bad" role="alert"><strong>${words.text('cardNotAdded')}</strong>${message}</div>` : ''}
        ${cardFields(words, name, problems)}
        <button class="primary">${words.text('addThisCard')}</button>
        ${hosted.returnUrl ? html`<a class="quiet" href="${hosted.returnUrl}">${words.text('goBack')}</a>` : ''}
      </form>
      ${project.mode === 'test' ? testCardList(words) : ''}
    </section></main>`,
    { ...titled(words, 'addCard', project, Boolean(message) || Object.keys(problems).length > 0), status, ...leads(hosted) },
  );

async function setUp(db: Db, services: Services, opened: Opened, fields: URLSearchParams): Promise<Response> {
  const { project, hosted, customer, now, words } = opened;
  const refuse = (state: FormState, message: string): Promise<Response> => showSetup(opened, { ...state, message }, 402);
  const sealed = await unseal(project, hosted, fields.get('card') ?? '');
  if (sealed) {
    if (fields.get('answer') === 'confirm') return keep(db, opened, sealed);
    return refuse({ email: '', name: customer.name ?? '', problems: {} }, words.text('toldNotYouCard'));
  }
  const text = (name: string): string => typedInto(fields, name);
  const card = { number: text('number'), expiry: text('expiry'), cvc: text('cvc') };
  const problems = { ...(text('name') ? {} : { name: 'nameMissing' as const }), ...checkCard(card, now) };
  const state = { email: '', name: text('name'), problems };
  if (Object.keys(problems).length > 0) return showSetup(opened, state, 422);
  const stored = await services.payments.storeCard(card, project);
  if ('refused' in stored) return refuse(state, stored.message ?? words.text(stored.refused));
  const outcome = await services.payments.charge({ projectId: project.id, amount: 0, currency: 'USD', cardToken: stored.token, idempotencyKey: await chargeKey(hosted.id, stored.token) });
  if (outcome.status === 'declined') return refuse(state, outcome.message ?? words.text('declined'));
  return outcome.status === 'succeeded' ? keep(db, opened, stored) : askBank(opened, stored);
}

const askBank = async ({ project, hosted, words }: Opened, card: CardOnFile): Promise<Response> =>
  page(
    html`<main class="one"><div>
      ${seller(words, { ...project, name: words.text('yourBank') })}
      <h1>${words.text('isThisYou')}</h1>
      <p class="soft">${words.text('asksToKeep', { seller: project.name, brand: card.brand, last4: card.last4 })}</p>
      <div class="stack"><form method="post" action="/setup/${hosted.id}">
        <input type="hidden" name="card" value="${await seal(project, hosted, card)}">
        <button class="primary" name="answer" value="confirm">${words.text('confirmCard')}</button>
        <button name="answer" value="refuse">${words.text('notMe')}</button>
      </form></div>
    </div></main>`,
    { title: words.text('confirmCardTitle'), words, ...leads(hosted) },
  );

/** The card travels through the bank's page under our signature: nobody can put another in its place. */
async function seal(project: Project, hosted: HostedPage, card: CardOnFile): Promise<string> {
  const text = JSON.stringify(card);
  return `${await hmacSha256(project.sessionSecret, `card ${hosted.id} ${text}`)} ${text}`;
}

async function unseal(project: Project, hosted: HostedPage, sealed: string): Promise<CardOnFile | undefined> {
  const text = sealed.slice(65);
  const right = sameText(sealed.slice(0, 64), await hmacSha256(project.sessionSecret, `card ${hosted.id} ${text}`));
  return right ? (JSON.parse(text) as CardOnFile) : undefined;
}

async function keep(db: Db, opened: Opened, card: CardOnFile): Promise<Response> {
  const { project, hosted, customer, now } = opened;
  await addDefaultCard(db, { projectId: project.id, customerId: customer.id }, card, now);
  await db
    .updateTable('hostedPages')
    .set({ completedAt: now })
    .where('projectId', '=', hosted.projectId)
    .where('customerId', '=', hosted.customerId)
    .where('id', '=', hosted.id)
    .execute();
  return done(opened);
}

function done({ hosted, words }: Opened): Promise<Response> | Response {
  if (hosted.returnUrl) return seeOther(hosted.returnUrl);
  const title = words.text('cardAdded');
  return page(notice({ mark: 'done', title, text: words.text('closePage') }), { title, words });
}

function gone({ req }: Context, what: TextKey): Promise<Response> {
  const words = wordsFor({ request: req.raw });
  const title = words.text(what);
  return page(notice({ mark: 'wait', title, text: words.text('addressOver') }), { title, words, status: 404 });
}

const leads = ({ returnUrl }: HostedPage) => ({ formOrigins: returnUrl ? [new URL(returnUrl).origin] : [] });

const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { Location: location, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' } });
