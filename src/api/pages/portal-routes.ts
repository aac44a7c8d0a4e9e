import type { Hono } from 'hono';
import { ApiError } from '../http/errors.js';
import { readFields } from '../http/form.js';
import { inTransaction } from '../http/idempotency.js';
import type { Services, Variables } from '../http/router.js';
import { cancel, reactivate } from '../services/cancel.js';
import { removeCard } from '../services/cards.js';
import { changeHostedPage, hostedUrl, openHostedPage } from '../services/hosted.js';
import { nextAmount } from '../services/next-period.js';
import { payOpenInvoice } from '../services/pay.js';
import { toInvoice } from '../services/present.js';
import { refuseTestMoney } from '../services/processor.js';
import { lockCustomer } from '../store/customers.js';
import type { Db } from '../store/database.js';
import { findInvoice, findInvoices } from '../store/invoices.js';
import { findCard, listCards, setDefaultCard } from '../store/payment-methods.js';
import { findSubscription, loadSubscriptions } from '../store/subscriptions.js';
import { taxRatesFor } from '../store/taxes.js';
import { gone, seeOther } from './answers.js';
import { look, titled, type OpenedPage } from './opened-page.js';
import { page } from './page.js';
import { portalPage, type PortalView } from './portal-page.js';
import type { TextKey } from './words/index.js';

const INVOICES_SHOWN = 24;

export function portalPages(app: Hono<{ Variables: Variables }>, services: Services): void {
  app.get('/portal/:id', async (c) => {
    const opened = await look(services, 'portal', c);
    return opened ? showPortal(services.db, opened) : gone(c.req.raw, 'noPage', 'addressOver');
  });
  app.post('/portal/:id', async (c) => {
    const known = await look(services, 'portal', c);
    if (!known) return gone(c.req.raw, 'noPage', 'addressOver');
    const fields = await readFields(c.req.raw);
    try {
      const result = await inTransaction(services.db, async (db) => {
        const customer = await lockCustomer(db, known.project.id, known.customer.id);
        return perform(db, services, { ...known, customer }, fields.get('action') ?? '', fields.get('id') ?? '');
      });
      return result instanceof Response ? result : showPortal(services.db, known, { kind: 'info', title: known.words.text(result), text: '' });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const { words } = known;
      return showPortal(services.db, known, { kind: 'bad', title: words.text('didNotWork'), text: words.text(REFUSALS[error.code] ?? 'nothingChanged') });
    }
  });
}

async function showPortal(db: Db, { project, hosted, customer, now, words, baseUrl }: OpenedPage, message?: PortalView['message']): Promise<Response> {
  const key = { projectId: project.id, customerId: customer.id };
  const subscriptions = (await loadSubscriptions(db, project.id, customer.id)).filter((it) => it.endedAt === null || it.endedAt > now);
  const rates = await taxRatesFor(db, project.id, customer.address);
  const invoices = await findInvoices(db, { ...key, limit: INVOICES_SHOWN });
  const view = {
    words,
    project,
    portal: hosted,
    customer,
    subscriptions: subscriptions.map((it) => ({ ...it, nextAmount: nextAmount(it, rates) })),
    cards: await listCards(db, key),
    invoices: await Promise.all(invoices.map(async (invoice) => ({ invoice, url: (await toInvoice(project, invoice, baseUrl)).url }))),
    message,
  };
  return page(portalPage(view), { ...titled(words, 'yourBilling', project, message?.kind === 'bad'), status: message?.kind === 'bad' ? 409 : 200 });
}

/** Why an action of the portal was refused, where that is worth a word of its own. */
const REFUSALS: Readonly<Record<string, TextKey>> = {
  payment_failed: 'cardDeclined',
  payment_method_required: 'noCard',
  payment_method_in_use: 'cardNeeded',
};

const missing = (what: string): ApiError => new ApiError('not_found', `There is no such ${what}`);

/** What a button of the portal does; the text says that it was done. */
async function perform(db: Db, services: Services, opened: OpenedPage, action: string, id: string): Promise<TextKey | Response> {
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
      await removeCard(db, mine(await findCard(db, project.id, id), 'card'));
      return 'cardRemoved';
    case 'add-card': {
      refuseTestMoney(services.payments, project);
      const setup = await openHostedPage(db, project, customer, { kind: 'setup', locale: hosted.locale, now });
      await changeHostedPage(db, setup, { returnUrl: hostedUrl(hosted, baseUrl) });
      return seeOther(hostedUrl(setup, ''));
    }
    default:
      throw missing('action');
  }
}
