import { cardOnFile, digitsOf, type CardInput, type CardOnFile } from './cards.js';
import { sha256 } from './hash.js';
import type { Mode } from './session-token.js';

/** The processor's words for the holder, if it has any. Otherwise the page uses its own, in the reader's language. */
export interface InOwnWords {
  readonly message?: string;
}

/** Why a card is not taken; the page says it in the reader's language. */
export type Refusal = { readonly refused: 'declined' | 'testCardsOnly' } & InOwnWords;

export type ChargeOutcome =
  | { readonly status: 'succeeded' }
  | ({ readonly status: 'declined' } & InOwnWords)
  /** The card's bank wants the holder to confirm: a page of ours plays the bank, then the charge is made again, `confirmed`. */
  | { readonly status: 'needs_confirmation' };

/** Who is paid: each may have an account of its own with the processor. */
export interface Merchant {
  /** The project's id. */
  readonly id: string;
  readonly mode: Mode;
}

export interface Charge {
  /** The project that is paid. */
  readonly projectId: string;
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
 * The one interface to whoever moves the money; the one that is built in knows test cards only. What cannot be known (no
 * answer, a fault of the processor's) is thrown: it is tried again under the same idempotency key.
 */
export interface PaymentProcessor {
  readonly name: string;
  /** It moves no money, so projects of mode live are refused before they ask anybody for a card. */
  readonly testOnly?: boolean;
  /** Trades a card for the processor's name for it, or says why not. */
  storeCard(input: CardInput, merchant: Merchant): Promise<CardOnFile | Refusal>;
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
  testOnly: true,
  async storeCard(input, { mode }) {
    const token = mode === 'test' ? TEST_CARDS[digitsOf(input.number)] : undefined;
    return token ? cardOnFile(input, token) : { refused: 'testCardsOnly' };
  },
  async charge({ cardToken, confirmed = false, offSession = false }) {
    if (cardToken === 'card_test_declined') return { status: 'declined' };
    if (cardToken === 'card_test_fails_later' && offSession) return { status: 'declined' };
    if (cardToken === 'card_test_confirm' && !confirmed && !offSession) return { status: 'needs_confirmation' };
    return { status: 'succeeded' };
  },
};
