/** A nudge, where something is nearly used up. */
export const upgradeNudge = {
  near: '{percent} of {feature} used.',
  over: 'No {feature} left.',
  left: '{amount} left until {date}.',
  anew: 'It starts anew on {date}.',
  more: '{plan} has {amount}.',
  unlimited: '{plan} has no limit.',
  seePlans: 'See plans',
  dismiss: 'Dismiss',
  label: 'Upgrade',
};
