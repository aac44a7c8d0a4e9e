/** The customers of the seeded project, each with the history its name says. */
export const PEOPLE: Readonly<Record<string, string>> = {
  user_free: 'Frida, on the free plan',
  user_pro: 'Priya, pays for Pro',
  user_near_limit: 'Nadia, nearly at the limit',
  user_over_limit: 'Oskar, at the limit',
  user_trialing: 'Tomás, in a trial',
  user_past_due: 'Paula, last payment failed',
  user_canceling: 'Kenji, leaving at the period’s end',
};

export const SIGNED_OUT = 'nobody';

/** Whoever signs up in one of the apps: a customer that the API has not seen before. */
const GUEST = /^guest_[a-z\d]{1,40}$/;

export const isKnown = (user: string): boolean => Object.hasOwn(PEOPLE, user) || GUEST.test(user);
