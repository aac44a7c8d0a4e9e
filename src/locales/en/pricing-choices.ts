/** Where a reader may choose seats or a currency. */
export const pricingChoices = {
  currency: 'Currency',
  fewerSeats: 'One seat fewer',
  moreSeats: 'One seat more',
};
