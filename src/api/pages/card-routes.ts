import type { Hono } from 'hono';
import { html } from 'hono/html';
import { checkCard, type CardOnFile } from '../domain/cards.js';
import { hmacSha256, sameText } from '../domain/hash.js';
import { chargeKey } from '../domain/payments.js';
import { readFields, typedInto } from '../http/form.js';
import { inTransaction } from '../http/idempotency.js';
import type { Services, Variables } from '../http/router.js';
import { changeHostedPage, findHostedPage } from '../services/hosted.js';
import { lockCustomer } from '../store/customers.js';
import type { Db } from '../store/database.js';
import { addDefaultCard } from '../store/payment-methods.js';
import type { HostedPage, Project } from '../store/tables.js';
import { gone, seeOther } from './answers.js';
import { cardFields, testCardList, type FormState } from './checkout-page.js';
import { look, titled, type OpenedPage } from './opened-page.js';
import { notice, page, seller } from './page.js';

/** The page on which a customer adds a card. */
export function cardPages(app: Hono<{ Variables: Variables }>, services: Services): void {
  app.get('/setup/:id', async (c) => {
    const opened = await look(services, 'setup', c);
    if (!opened) return gone(c.req.raw, 'noPage', 'addressOver');
    return opened.hosted.completedAt ? done(opened) : showSetup(opened, { email: '', name: opened.customer.name ?? '', problems: {} });
  });
  app.post('/setup/:id', async (c) => {
    const known = await look(services, 'setup', c);
    if (!known) return gone(c.req.raw, 'noPage', 'addressOver');
    const fields = await readFields(c.req.raw);
    return inTransaction(services.db, async (db) => {
      const customer = await lockCustomer(db, known.project.id, known.customer.id);
      const hosted = (await findHostedPage(db, 'setup', known.hosted.id)) ?? known.hosted;
      const opened = { ...known, customer, hosted };
      return hosted.completedAt ? done(opened) : setUp(db, services, opened, fields);
    });
  });
}

const showSetup = ({ project, hosted, words }: OpenedPage, { name, problems, message }: FormState, status = 200): Promise<Response> =>
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

async function setUp(db: Db, services: Services, opened: OpenedPage, fields: URLSearchParams): Promise<Response> {
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

const askBank = async ({ project, hosted, words }: OpenedPage, card: CardOnFile): Promise<Response> =>
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

async function keep(db: Db, opened: OpenedPage, card: CardOnFile): Promise<Response> {
  const { project, hosted, customer, now } = opened;
  await addDefaultCard(db, { projectId: project.id, customerId: customer.id }, card, now);
  await changeHostedPage(db, hosted, { completedAt: now });
  return done(opened);
}

function done({ hosted, words }: OpenedPage): Promise<Response> | Response {
  if (hosted.returnUrl) return seeOther(hosted.returnUrl);
  const title = words.text('cardAdded');
  return page(notice({ mark: 'done', title, text: words.text('closePage') }), { title, words });
}

const leads = ({ returnUrl }: HostedPage) => ({ formOrigins: returnUrl ? [new URL(returnUrl).origin] : [] });
