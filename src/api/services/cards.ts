import { isFree } from '../domain/price.js';
import { ApiError } from '../http/errors.js';
import type { Db } from '../store/database.js';
import { deleteCard } from '../store/payment-methods.js';
import { loadSubscriptions } from '../store/subscriptions.js';
import type { PaymentMethod } from '../store/tables.js';

/** Refused for the default card while there is a paid plan. Needs the customer's lock. */
export async function removeCard(db: Db, card: PaymentMethod): Promise<void> {
  const isPaying = (await loadSubscriptions(db, card.projectId, card.customerId)).some((it) => it.endedAt === null && !isFree(it.price));
  if (card.isDefault && isPaying) throw new ApiError('payment_method_in_use', 'A paid subscription needs this card: make another one the default first');
  await deleteCard(db, card);
}
