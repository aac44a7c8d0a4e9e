import type { Merchant, PaymentProcessor } from '../domain/payments.js';
import { ApiError } from '../http/errors.js';

/** Before anybody is asked for a card: with test cards a live plan would be had for nothing. */
export function refuseTestMoney({ testOnly = false }: Pick<PaymentProcessor, 'testOnly'>, { id, mode }: Merchant): void {
  if (testOnly && mode === 'live') {
    throw new ApiError('payments_not_configured', `Project ${id} is live, and this API knows test cards only: give createApi() or startApi() \`payments\``);
  }
}
