/** The customers of the seeded project, each with the history its name says. */
export const PEOPLE: Readonly<Record<string, string>> = {
  user_free: 'Robin, on the free plan',
  user_pro: 'Sasha, pays for Pro',
  user_near_limit: 'Noor, nearly at the limit',
  user_over_limit: 'Oskar, at the limit',
  user_trialing: 'Tomoko, in a trial',
  user_past_due: 'Pia, last payment failed',
  user_canceling: 'Chidi, leaving at the end of the month',
};

export const SIGNED_OUT = 'nobody';
