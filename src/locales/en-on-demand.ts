/**
 * English for parts that are fetched when they are opened. Apart from the rest, so that a page which never opens them
 * does not download their words either.
 */

export const planChange = {
  title: 'Change plan',
  plans: 'Plans',
  plansFailed: 'We could not load the plans',
  current: 'Current',
  perUnit: '{price} per {unit}',
  seatCount: 'Seats',
  next: 'Continue',
  back: 'Back',
  changeTo: 'Change to {plan}',
  planDays: { one: '{plan}, {count} of {total} days', other: '{plan}, {count} of {total} days' },
  unusedTime: 'Unused time on {plan}',
  earlierCredit: 'Credit from earlier',
  tax: 'Tax',
  dueToday: 'Due today',
  creditKept: '{amount} is kept for your next invoice.',
  afterwards: 'Then {price}, from {date} on.',
  staysUntil: '{current} stays until {date}. Then {plan} begins, at {price}. Nothing is charged today.',
  chargedTo: 'Charged to {card}.',
  confirmAndPay: 'Confirm and pay {amount}',
  confirm: 'Confirm the change',
  confirming: 'Changing your plan',
  checkout: 'Go to the checkout',
  otherCard: 'Pay with another card',
  amountChanged: 'The amount has changed since you saw it: it is {amount} now. Nothing was charged.',
  declined: 'Your card was declined. Nothing was changed.',
  noCard: 'There is no card on file. Nothing was changed.',
  pastDue: 'An invoice is still open. Pay it first, then change the plan.',
  ended: 'This subscription has ended. Nothing was changed.',
  changed: 'You are on {plan} now.',
  changesOn: 'You change to {plan} on {date}.',
};

export const planCancel = {
  title: 'Cancel {plan}',
  when: 'When',
  atPeriodEnd: 'On {date}',
  atPeriodEndText: 'Everything stays open until then.',
  now: 'Now',
  nowText: 'Access ends at once, and the rest of the period is not paid back.',
  lost: 'With {plan} you lose {features}.',
  why: 'Why are you leaving?',
  too_expensive: 'It is too expensive',
  missing_features: 'It lacks something I need',
  found_alternative: 'I found something else',
  no_longer_needed: 'I no longer need it',
  other: 'Another reason',
  feedback: 'What could we do better? (optional)',
  submit: 'Cancel {plan}',
  canceling: 'Canceling',
  ended: 'This subscription has ended already.',
  endsOn: '{plan} ends on {date}.',
  endedNow: '{plan} has ended.',
};

export const planNotes = {
  unpaidText: 'Your last payment did not go through. Pay the open invoice to keep {plan}.',
  pay: 'Pay {amount}',
  declined: 'Your card was declined. Add another one, then pay.',
  noCard: 'There is no card on file. Add one, then pay.',
  addCard: 'Add a card',
  endingText: '{plan} ends on {date}. Everything stays open until then.',
  pendingText: 'Changes to {plan} on {date}.',
  kept: '{plan} goes on.',
  paid: 'Paid. {plan} goes on.',
};

/** Where a reader may choose seats or a currency. */
export const pricingChoices = {
  currency: 'Currency',
  fewerSeats: 'One seat fewer',
  moreSeats: 'One seat more',
};

/** What only the table of all features says. */
export const pricingComparison = {
  included: 'Included',
  notIncluded: 'Not included',
  features: 'Features',
};

/** How a checkout ended, back from its page. */
export const pricingReturn = {
  confirming: 'Your payment is being confirmed',
  complete: 'You are on {plan}',
  completePlain: 'Your plan is active',
  pending: 'Your payment is not confirmed yet. Your plan changes as soon as it is; you can leave this page.',
  expired: 'The checkout has expired. Nothing was charged.',
  canceled: 'The checkout was left. Nothing was charged.',
};

/** Where someone changes their billing details. */
export const billingForm = {
  name: 'Name',
  email: 'E-mail',
  line1: 'Street and number',
  line2: 'Apartment, floor or company',
  postalCode: 'Postal code',
  city: 'City',
  state: 'State or region',
  country: 'Country',
  taxId: 'Tax ID',
  wrong: 'This is not accepted. Check {field}.',
  wrongEmail: 'Write {field} as name@example.com.',
  save: 'Save',
  saving: 'Saving',
  cancel: 'Cancel',
  saved: 'Your billing details are saved.',
};

/** A nudge, where something is nearly used up. */
export const upgradeNudge = {
  near: '{percent} of {feature} used',
  over: 'No {feature} left',
  left: '{amount} left until {date}.',
  anew: 'It starts anew on {date}.',
  more: '{plan} has {amount}.',
  unlimited: '{plan} has no limit.',
  seePlans: 'See plans',
  dismiss: 'Dismiss',
};

/** What matters now about the account. */
export const billingAlert = {
  unpaidTitle: 'Your last payment did not go through.',
  incompleteTitle: 'Your plan is not active yet.',
  open: '{amount} is still to be paid.',
  openRetry: '{amount} is still to be paid; we try again on {date}.',
  updateCard: 'Update card',
  pay: 'Pay {amount} now',
  paying: 'Paying {amount}',
  paid: 'Paid. {plan} goes on.',
  declined: 'The card on file was declined. Update it, then pay.',
  noCard: 'There is no card on file. Add one, then pay.',
  trialTitle: 'Your trial of {plan} ends on {date}.',
  trialText: 'It goes on for {amount} from then.',
  trialNoCard: 'Add a card to keep it.',
  addCard: 'Add a card',
  endingTitle: '{plan} ends on {date}.',
  endingText: 'Everything works until then.',
  keep: 'Keep {plan}',
  kept: '{plan} goes on.',
  cardExpires: 'Your {brand} ending in {last4} expires in {month}.',
  cardExpired: 'Your {brand} ending in {last4} has expired.',
  cardText: 'Update it so that your plan goes on.',
};
