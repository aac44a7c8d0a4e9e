/** The dialog with the hosted checkout. */
export const checkoutDialog = {
  title: 'Checkout',
  close: 'Close',
  done: 'Done',
  continue: 'Continue',
  errorTitle: 'The checkout could not be opened',
  signedOutTitle: 'Sign in to pay',
  silentText: 'If nothing shows here, open the checkout as a page of its own.',
  openPage: 'Open the page',
  startAgain: 'Start again',
  completeText: 'You can use it right away.',
  laterText: 'Nothing changes until then.',
};
