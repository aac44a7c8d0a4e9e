/** Where a chart is shown. */
export const usageDrawing = {
  perHour: '{feature} per hour',
  perDay: '{feature} per day',
  perMonth: '{feature} per month',
  sumPeriod: '{amount} this period',
  sumDays: { one: '{amount} in {count} day', other: '{amount} in {count} days' },
  share: 'Even share of the limit: {amount}',
  nothingUsed: 'Nothing used yet',
  summary: '{heading}, {from} to {to}: {sum} in all, the most on {when} with {most}',
  showTable: 'Show as table',
  hideTable: 'Hide the table',
  date: 'Date',
  used: 'Used',
};
