/** How a checkout ended, back from its page. */
export const pricingReturn = {
  confirming: 'Your payment is being confirmed',
  complete: 'You are on {plan}',
  completePlain: 'Your plan is active',
  pending: 'Your payment is not confirmed yet. Your plan changes as soon as it is; you can leave this page.',
  expired: 'The checkout has expired. Nothing was charged.',
  canceled: 'The checkout was left. Nothing was charged.',
};
