import type { Hono } from 'hono';
import { returnTo } from '../domain/origin.js';
import { inTransaction } from '../http/idempotency.js';
import { readFields } from '../http/form.js';
import type { Services, Variables } from '../http/router.js';
import type { Db } from '../store/database.js';
import { gone, seeOther } from './answers.js';
import { closed, form, overtaken, places, said } from './checkout-answers.js';
import { confirmPage } from './checkout-page.js';
import { confirm, pay } from './checkout-paying.js';
import { fits, isOpen, lock, look, quoted, type Opened } from './opened-checkout.js';
import { page } from './page.js';

export function checkoutPages(app: Hono<{ Variables: Variables }>, services: Services): void {
  app.get('/checkout/:id', async (c) => {
    const opened = await look(services, c.req.param('id'), c.req.raw);
    if (!opened) return gone(c.req.raw, 'noCheckout', 'noCheckoutText');
    if (opened.checkout.pendingCard && isOpen(opened)) return seeOther(`/checkout/${opened.checkout.id}/confirm`);
    if (isOpen(opened) && !(await fits(services.db, opened))) return overtaken(opened);
    return isOpen(opened) ? form(services.db, opened, { email: opened.checkout.email ?? '', name: opened.checkout.name ?? '', problems: {} }) : closed(opened);
  });

  app.post('/checkout/:id', (c) => submitted(c.req.raw, c.req.param('id'), (db, opened, fields) => pay(db, services, opened, fields)));

  app.get('/checkout/:id/confirm', async (c) => {
    const opened = await look(services, c.req.param('id'), c.req.raw);
    if (!opened) return gone(c.req.raw, 'noCheckout', 'noCheckoutText');
    const { checkout, words } = opened;
    if (!isOpen(opened) || !checkout.pendingCard) return seeOther(`/checkout/${checkout.id}`);
    if (!(await fits(services.db, opened))) return overtaken(opened); // the page before this one would lead back here
    const quote = await quoted(services.db, opened);
    return page(confirmPage({ ...opened, quote }, checkout.pendingCard), {
      title: words.text('confirmPaymentTitle'),
      ...places(opened, 'needs_confirmation'),
    });
  });

  app.post('/checkout/:id/confirm', (c) =>
    submitted(c.req.raw, c.req.param('id'), async (db, opened, fields) => {
      const { id, pendingCard } = opened.checkout;
      return pendingCard ? confirm(db, services, opened, pendingCard, fields) : seeOther(`/checkout/${id}`);
    }),
  );

  app.get('/checkout/:id/cancel', async (c) => {
    const opened = await look(services, c.req.param('id'), c.req.raw);
    if (!opened?.checkout.cancelUrl) return gone(c.req.raw, 'noCheckout', 'noCheckoutText');
    if (opened.framed) {
      return said(opened, 'canceled', { mark: 'wait', title: 'nothingCharged', text: 'closeThis' });
    }
    return seeOther(returnTo(opened.checkout.cancelUrl, 'billing_checkout_canceled', opened.checkout.id));
  });

  /** Reads a form and, if the checkout is still open and fits, carries it out under the checkout's lock. */
  async function submitted(
    request: Request,
    id: string,
    carryOut: (db: Db, opened: Opened, fields: URLSearchParams) => Promise<Response>,
  ): Promise<Response> {
    const known = await look(services, id, request);
    if (!known) return gone(request, 'noCheckout', 'noCheckoutText');
    const fields = await readFields(request);
    return inTransaction(services.db, async (db) => {
      const opened = await lock(db, known);
      if (!isOpen(opened)) return closed(opened);
      return (await fits(db, opened)) ? carryOut(db, opened, fields) : overtaken(opened);
    });
  }
}
