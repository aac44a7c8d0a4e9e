import { cardOnFile, digitsOf, type CardInput, type CardOnFile } from './cards.js';
import { sha256 } from './hash.js';

/** The processor's words for the holder, if it has any. Otherwise the page uses its own, in the reader's language. */
export interface InOwnWords {
  readonly message?: string;
}

export type Refusal = { readonly refused: 'declined' | 'testCardsOnly' } & InOwnWords;

export type ChargeOutcome =
  | { readonly status: 'succeeded' }
  | ({ readonly status: 'declined' } & InOwnWords)
  /** The card's bank wants the holder to confirm. */
  | { readonly status: 'needs_confirmation' };

export interface Charge {
  /** Minor units; 0 only proves that the card can be charged later. */
  readonly amount: number;
  readonly currency: string;
  readonly cardToken: string;
  /** The same charge twice is one charge. Made by `chargeKey`, but where an id of ours does. */
  readonly idempotencyKey: string;
  /** The holder is there and has confirmed. */
  readonly confirmed?: boolean;
  /** Nobody is there to confirm: a renewal. */
  readonly offSession?: boolean;
}

/**
 * Names a charge by what it is for, of things that are there before it: where its answer is lost, or what was written
 * about it undone, it is made again under the same name.
 */
export const chargeKey = (...isFor: readonly (string | number)[]): Promise<string> => sha256(JSON.stringify(isFor));

/**
 * The one interface to whoever moves the money. The built-in implementation knows test cards only. A processor with pages of
 * its own (Stripe) answers `needs_confirmation` and finishes by its webhook, which completes the checkout as our page does.
 */
export interface PaymentProcessor {
  readonly name: string;
  /** Trades a card for the processor's name for it, or says why not. */
  storeCard(input: CardInput): Promise<CardOnFile | Refusal>;
  charge(charge: Charge): Promise<ChargeOutcome>;
}

const TEST_CARDS: Record<string, string> = {
  '4242424242424242': 'card_test_ok',
  '5555555555554444': 'card_test_ok',
  '4000000000000002': 'card_test_declined',
  '4000002500003155': 'card_test_confirm',
  '4000000000000341': 'card_test_fails_later',
};

export const testCards: PaymentProcessor = {
  name: 'test cards',
  async storeCard(input) {
    const token = TEST_CARDS[digitsOf(input.number)];
    return token ? cardOnFile(input, token) : { refused: 'testCardsOnly' };
  },
  async charge({ cardToken, confirmed = false, offSession = false }) {
    if (cardToken === 'card_test_declined') return { status: 'declined' };
    if (cardToken === 'card_test_fails_later' && offSession) return { status: 'declined' };
    if (cardToken === 'card_test_confirm' && !confirmed && !offSession) return { status: 'needs_confirmation' };
    return { status: 'succeeded' };
  },
};
