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
