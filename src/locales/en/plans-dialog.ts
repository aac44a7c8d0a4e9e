/** The plans over a page that has no place of its own for them. */
export const plansDialog = {
  title: 'Plans',
  close: 'Close',
};
