import {
  createPortal,
  createSetupIntent,
  deletePaymentMethod,
  getBillingDetails,
  getInvoice,
  getPortalData,
  listInvoices,
  listPaymentMethods,
  retryInvoice,
  setDefaultPaymentMethod,
  updateBillingDetails,
  type BillingDetails,
} from '../../contract/index.js';
import { notFound } from '../http/errors.js';
import type { Router } from '../http/router.js';
import { removeCard } from '../services/cards.js';
import { findHostedPage, hostedUrl, openHostedPage } from '../services/hosted.js';
import { payOpenInvoice } from '../services/pay.js';
import { presentSubscriptions, toInvoice, toPaymentMethod } from '../services/present.js';
import { refuseTestMoney } from '../services/processor.js';
import { changeCustomer, lockCustomer, lockOwner } from '../store/customers.js';
import { findInvoices } from '../store/invoices.js';
import { PAGE_SIZE, pageOf, readCursor } from '../store/paging.js';
import { listCards, setDefaultCard } from '../store/payment-methods.js';
import { loadSubscriptions } from '../store/subscriptions.js';
import type { Customer } from '../store/tables.js';
import { toCustomer } from './customer-self.js';
import { keyOf } from './features.js';
import { actingFor, cardOf, invoiceOf, ownerOf } from './owned.js';
import { customerNamed } from './usage.js';

const PORTAL_INVOICES = 24;

export function selfServiceRoutes({ route }: Router): void {
  route(listInvoices, async (call) => {
    const { limit = PAGE_SIZE, cursor, status, customer_id: named, subscription_id: subscriptionId } = call.query;
    const customer = call.caller.kind === 'session' || named !== undefined ? await actingFor(call, named) : undefined;
    const filter = { projectId: call.project.id, customerId: customer?.id, subscriptionId, status, after: readCursor(cursor), limit: limit + 1 };
    const page = pageOf(await findInvoices(call.db, filter), limit, (invoice) => invoice);
    return { ...page, data: await Promise.all(page.data.map((invoice) => toInvoice(call.project, invoice, call.baseUrl))) };
  });

  route(getInvoice, async (call) => toInvoice(call.project, await invoiceOf(call, call.params.id), call.baseUrl));

  route(
    retryInvoice,
    async (call) => {
      await lockOwner(call.db, call.project.id, (await invoiceOf(call, call.params.id)).customerId);
      const invoice = await invoiceOf(call, call.params.id);
      return toInvoice(call.project, await payOpenInvoice(call.db, call.services.payments, invoice, call.now), call.baseUrl);
    },
    { actor: ownerOf(invoiceOf) },
  );

  route(listPaymentMethods, async (call) => {
    const customer = await actingFor(call, call.query.customer_id, 'customer_id');
    return { paymentMethods: (await listCards(call.db, keyOf(customer))).map(toPaymentMethod) };
  });

  route(
    deletePaymentMethod,
    async (call) => {
      const { customerId } = await cardOf(call, call.params.id);
      await lockCustomer(call.db, call.project.id, customerId);
      await removeCard(call.db, await cardOf(call, call.params.id));
      return { deleted: true as const };
    },
    // No actor: a copy that comes after the card has gone finds nobody who owns it.
  );

  route(
    setDefaultPaymentMethod,
    async (call) => {
      await lockCustomer(call.db, call.project.id, (await cardOf(call, call.params.id)).customerId);
      return toPaymentMethod(await setDefaultCard(call.db, await cardOf(call, call.params.id)));
    },
    { actor: ownerOf(cardOf) },
  );

  route(
    createSetupIntent,
    async (call) => {
      refuseTestMoney(call.services.payments, call.project);
      const customer = await actingFor(call, call.body.customerId);
      const page = await openHostedPage(call.db, call.project, customer, { ...call.body, kind: 'setup', now: call.now });
      return { id: page.id, url: hostedUrl(page, call.baseUrl), expiresAt: page.expiresAt.toISOString() };
    },
    { actor: (call) => actingFor(call, call.body.customerId) },
  );

  route(getBillingDetails, async (call) => toBillingDetails(await actingFor(call, call.query.customer_id, 'customer_id')));

  route(
    updateBillingDetails,
    async (call) => {
      const { id } = await actingFor(call, call.query.customer_id, 'customer_id');
      const customer = await lockCustomer(call.db, call.project.id, id);
      return toBillingDetails(await changeCustomer(call.db, customer, call.body));
    },
    { actor: (call) => actingFor(call, call.query.customer_id, 'customer_id') },
  );

  route(
    createPortal,
    async (call) => {
      const customer = await actingFor(call, call.body.customerId);
      const page = await openHostedPage(call.db, call.project, customer, { ...call.body, kind: 'portal', now: call.now });
      return { id: page.id, url: hostedUrl(page, call.baseUrl), customerId: customer.id, expiresAt: page.expiresAt.toISOString() };
    },
    { actor: (call) => actingFor(call, call.body.customerId) },
  );

  route(getPortalData, async (call) => {
    const { db, project, caller, baseUrl, now } = call;
    const portal = await findHostedPage(db, 'portal', call.params.id);
    const own = caller.kind !== 'session' || portal?.customerId === caller.customer.id;
    if (!portal || portal.projectId !== project.id || !own || portal.expiresAt <= now) throw notFound('portal session, or it has expired');
    const customer = await customerNamed(db, project, portal.customerId);
    const invoices = await findInvoices(db, { projectId: project.id, customerId: customer.id, limit: PORTAL_INVOICES });
    return {
      customer: toCustomer(customer),
      subscriptions: await presentSubscriptions(db, await loadSubscriptions(db, project.id, customer.id)),
      invoices: await Promise.all(invoices.map((invoice) => toInvoice(project, invoice, baseUrl))),
      paymentMethods: (await listCards(db, keyOf(customer))).map(toPaymentMethod),
      expiresAt: portal.expiresAt.toISOString(),
    };
  });
}

const toBillingDetails = ({ name, email, address, taxId }: Customer): BillingDetails => ({ name, email, address, taxId });
