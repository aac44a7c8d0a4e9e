/** The texts for a refused payment, by its code. After these another card would help. */
export const PAYMENT_REFUSALS = {
  payment_failed: 'declined',
  payment_method_required: 'noCard',
} as const;
