/** Why a checkout was not opened. */
export const checkoutRefusals = {
  checkoutFailed: 'The checkout could not be opened. Nothing was charged.',
  alreadyPurchased: 'You have a paid plan already. Nothing was charged.',
  pastDue: 'An invoice is still open. Pay it first, then change the plan.',
  currencyMismatch: 'Your plan is paid in another currency. Choose a price in that one. Nothing was charged.',
  invalidCoupon: 'This coupon is not valid, or cannot be used here. Nothing was charged.',
};
