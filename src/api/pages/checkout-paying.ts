import * as z from 'zod/mini';
import { checkCard, type CardOnFile } from '../domain/cards.js';
import { chargeKey } from '../domain/payments.js';
import { typedInto } from '../http/form.js';
import type { Services } from '../http/router.js';
import { completeCheckout } from '../services/checkout.js';
import { placesAsked } from '../services/place.js';
import type { Quote } from '../services/quote.js';
import { changeCheckout } from '../store/checkouts.js';
import type { Db } from '../store/database.js';
import { json } from '../store/json.js';
import type { Checkout } from '../store/tables.js';
import { seeOther } from './answers.js';
import { closed, form } from './checkout-answers.js';
import { placeOf, placeProblems, readWhereabouts, type Whereabouts } from './checkout-place.js';
import { at, quoted, type Opened } from './opened-checkout.js';

export async function pay(db: Db, services: Services, found: Opened, fields: URLSearchParams): Promise<Response> {
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

  const stored = await services.payments.storeCard(card, opened.project);
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
const hasChanged = (fields: URLSearchParams, { due, next, later }: Quote): boolean =>
  isOther(fields.get('due'), due) || isOther(fields.get('next'), next.total) || isOther(fields.get('later'), later.total);
const isOther = (shown: string | null, amount: number): boolean => shown !== null && shown !== String(amount);

export async function confirm(db: Db, services: Services, opened: Opened, card: CardOnFile, fields: URLSearchParams): Promise<Response> {
  const { email, name } = opened.checkout;
  const quote = await quoted(db, opened);
  if (hasChanged(fields, quote)) return seeOther(`/checkout/${opened.checkout.id}/confirm`);
  const { words } = opened;
  const outcome = fields.get('answer') === 'confirm'
    ? await charge(services, opened, quote, card, true)
    : { status: 'declined' as const, message: words.text('toldNotYou') };
  if (outcome.status === 'succeeded') return complete(db, opened, { card, email, name });
  await changeCheckout(db, opened.checkout, { status: 'open', pendingCard: json(null), declines: opened.checkout.declines + 1 });
  const message = outcome.status === 'declined' ? (outcome.message ?? words.text('declined')) : words.text('bankSilent');
  return form(db, { ...opened, checkout: { ...opened.checkout, pendingCard: null } }, { email: email ?? '', name: name ?? '', problems: {}, message }, 402);
}

/** Named by how often a card was declined before, and not by the card: typed again after a lost answer it has another token. */
const charge = async (services: Services, { checkout }: Opened, quote: Quote, card: CardOnFile, confirmed: boolean) =>
  services.payments.charge({
    projectId: checkout.projectId,
    amount: quote.due,
    currency: quote.price.currency,
    cardToken: card.token,
    idempotencyKey: await chargeKey(checkout.id, checkout.declines, confirmed ? 'confirmed' : 'asked'),
    confirmed,
  });

const setPending = (db: Db, checkout: Checkout, card: CardOnFile, { email, name }: Pick<Checkout, 'email' | 'name'>): Promise<void> =>
  changeCheckout(db, checkout, { status: 'processing', pendingCard: json(card), email, name });

async function complete(db: Db, opened: Opened, payer: Parameters<typeof completeCheckout>[3]): Promise<Response> {
  await completeCheckout(db, opened.checkout, opened.customer, payer, opened.now);
  return closed({ ...opened, checkout: { ...opened.checkout, status: 'complete' } });
}
