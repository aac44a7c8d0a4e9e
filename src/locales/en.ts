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
  of: 'of {limit}',
  left: '{amount} left',
  unlimited: 'Unlimited',
  used: '{amount} used',
  near: 'Nearly full',
  over: 'Limit reached',
  resets: { one: 'Resets in {count} day', other: 'Resets in {count} days' },
  resetsToday: 'Resets today',
  valueText: '{consumed} of {limit} used, {percent}',
  valueTextUnlimited: '{consumed} used, no limit',
};

export const featureGate = {
  errorTitle: 'We could not check your access',
  signedOutTitle: 'Sign in to use this',
  deniedTitle: '{feature} is not in your plan',
  deniedText: 'Choose a plan that has it to open it here.',
  quotaTitle: '{feature} is used up',
  quotaText: 'You have reached the limit of your plan for this period.',
  inactiveTitle: 'Your subscription is not active',
  inactiveText: 'Renew it to use {feature} again.',
  upgrade: 'See plans',
};
