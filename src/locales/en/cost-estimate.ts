/** Where an estimator is shown. */
export const costEstimate = {
  aMonthOf: '{feature} a month',
  bestFit: 'Best fit',
  overLimit: 'Over its limit',
  total: 'A month',
  timesSeats: '{plan} × {count}',
  news: 'Best fit: {plan}, {price} a month',
  newsPlain: 'Best fit: {plan}',
  nothingFits: 'No plan holds that much',
};
