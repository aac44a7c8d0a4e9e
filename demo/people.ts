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
