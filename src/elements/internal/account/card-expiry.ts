import type { PaymentMethod } from '../../../contract/payment-method.js';
import { DAY_MS } from '../words/dates.js';

/** How near a card's end is: `expires` asks nothing of its owner yet. */
export type CardExpiry = 'expires' | 'soon' | 'expired';

const SOON_MS = 60 * DAY_MS;

/** A card is good to the end of its month. */
export function cardExpiry({ expYear, expMonth }: PaymentMethod, now: number): CardExpiry {
  const end = Date.UTC(expYear, expMonth);
  if (end <= now) return 'expired';
  return end - now < SOON_MS ? 'soon' : 'expires';
}
