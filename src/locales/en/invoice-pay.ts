/** Where an invoice is open. */
export const invoicePay = {
  pay: 'Pay now',
  payNumber: 'Pay now, invoice {number}',
  paying: 'Paying',
  payingNumber: 'Paying invoice {number}',
  nowPaid: 'Invoice {number} is paid.',
  declined: 'Your card was declined. Nothing was charged. Add another card, then pay again.',
  noCard: 'There is no card to charge. Add one, then pay again.',
  settled: 'This invoice is not open any more.',
  addCard: 'Add a card',
};
