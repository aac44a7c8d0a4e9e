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
