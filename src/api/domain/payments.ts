import { cardOnFile, digitsOf, type CardInput, type CardOnFile } from './cards.js';

export type ChargeOutcome =
  | { readonly status: 'succeeded' }
  | { readonly status: 'declined'; readonly message: string }
  /** The card's bank wants to hear from its holder first. */
  | { readonly status: 'needs_confirmation' };

export interface Charge {
  /** Minor units; 0 only proves that the card can be charged later. */
  readonly amount: number;
  readonly currency: string;
  readonly cardToken: string;
  /** The same charge twice is one charge. */
  readonly idempotencyKey: string;
  /** The holder is there and has confirmed. */
  readonly confirmed?: boolean;
  /** Nobody is there to confirm: a renewal. */
  readonly offSession?: boolean;
}

/**
 * The one door to whoever moves the money. The built-in implementation knows test cards only. A processor with pages of
 * its own (Stripe) answers `needs_confirmation` and finishes by its webhook, which completes the checkout as our page does.
 */
export interface PaymentProcessor {
  readonly name: string;
  /** Trades a card for the processor's name for it, or says why not, in words for the holder. */
  storeCard(input: CardInput): Promise<CardOnFile | { readonly refused: string }>;
  charge(charge: Charge): Promise<ChargeOutcome>;
}

const TEST_CARDS: Record<string, string> = {
  '4242424242424242': 'card_test_ok',
  '5555555555554444': 'card_test_ok',
  '4000000000000002': 'card_test_declined',
  '4000002500003155': 'card_test_confirm',
  '4000000000000341': 'card_test_fails_later',
};

const DECLINED = 'Your bank declined this card. Nothing was charged. Try another card, or ask your bank.';

export const testCards: PaymentProcessor = {
  name: 'test cards',
  async storeCard(input) {
    const token = TEST_CARDS[digitsOf(input.number)];
    if (!token) return { refused: 'This is a test checkout and takes test cards only, such as 4242 4242 4242 4242.' };
    return cardOnFile(input, token);
  },
  async charge({ cardToken, confirmed = false, offSession = false }) {
    if (cardToken === 'card_test_declined') return { status: 'declined', message: DECLINED };
    if (cardToken === 'card_test_fails_later' && offSession) return { status: 'declined', message: DECLINED };
    if (cardToken === 'card_test_confirm' && !confirmed && !offSession) return { status: 'needs_confirmation' };
    return { status: 'succeeded' };
  },
};
