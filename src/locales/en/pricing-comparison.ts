/** What only the table of all features says. */
export const pricingComparison = {
  included: 'Included',
  notIncluded: 'Not included',
  features: 'Features',
};
