/**
 * English, built into each element that uses it; the shape every other language follows. `{name}` is filled in;
 * a message with forms is chosen by the plural rules of its language, from the value called `count`.
 */

/** What every element says when it has nothing of its own to show. */
export const faces = {
  loading: 'Loading',
  retry: 'Try again',
  signIn: 'Sign in',
  signedOutText: 'Your session has ended on this device.',
  errorNetwork: 'The billing service did not answer. Nothing was changed.',
  errorServer: 'The billing service has a problem. Nothing was changed.',
  errorResponse: 'The billing service answered in a way we do not understand. Nothing was changed.',
  errorForbidden: 'You are not allowed to see this.',
  errorRateLimit: 'Too many requests at once. Wait a moment and try again.',
  errorOther: 'Something went wrong. Nothing was changed.',
};

export const usageMeter = {
  errorTitle: 'We could not load your usage',
  signedOutTitle: 'Sign in to see your usage',
  emptyTitle: 'Nothing is counted here',
  emptyText: 'Your plan does not measure this feature.',
  amount: '{consumed} of {limit}',
  amountUnlimited: '{consumed} used',
  left: '{amount} left',
  exceeded: '{amount} over the limit',
  unlimited: 'Unlimited',
  near: 'Nearly full',
  over: 'Limit reached',
  resets: { one: 'Resets in {count} day', other: 'Resets in {count} days' },
  resetsToday: 'Resets today',
  upgrade: 'Upgrade for more',
  valueText: '{consumed} of {limit} used, {percent}',
  valueTextUnlimited: '{consumed} used, no limit',
  announcement: '{feature}: {level}. {value}',
};

export const featureGate = {
  errorTitle: 'We could not check your access',
  signedOutTitle: 'Sign in to use this',
  partOf: '{feature} is part of {plan}',
  planTitle: 'This is part of {plan}',
  deniedTitle: '{feature} is not in your plan',
  deniedTitlePlain: 'This is not in your plan',
  deniedText: 'Choose a plan that has it to open it here.',
  quotaTitle: '{feature} is used up',
  quotaText: 'You have reached the limit of your plan for this period.',
  scarceTitle: 'Too little is left of {feature}',
  scarceText: { one: 'This needs {count} unit; {left} left.', other: 'This needs {count} units; {left} left.' },
  inactiveTitle: 'Your subscription is not active',
  inactiveText: 'Renew it to open this again.',
  seePlan: 'See {plan}',
  seePlans: 'See plans',
};
