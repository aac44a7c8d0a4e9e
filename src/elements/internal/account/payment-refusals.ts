/** What a refused payment is called, by the code of the refusal: another card would help. */
export const PAYMENT_REFUSALS = {
  payment_failed: 'declined',
  payment_method_required: 'noCard',
} as const;
