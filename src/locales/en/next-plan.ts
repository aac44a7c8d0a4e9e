/** What a subscription changes to. */
export const nextPlan = {
  changesOn: 'You change to {plan} on {date}.',
  withDetail: '{plan}, {detail}',
  seatsInPlan: { one: '{count} seat', other: '{count} seats' },
  byMonth: 'monthly',
  byYear: 'yearly',
  byWeek: 'weekly',
  byDay: 'daily',
  byOther: 'every {period}',
};
