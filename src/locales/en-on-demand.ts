/**
 * English for parts that are fetched when they are opened: each in a file of its own, which the part imports, so that a
 * page downloads the words of what it opens and no others. Here they are together for those who check or translate them.
 */

export * from './en/plan-change.js';
export * from './en/plan-cancel.js';
export * from './en/plan-notes.js';
export * from './en/pricing-choices.js';
export * from './en/pricing-comparison.js';
export * from './en/pricing-return.js';
export * from './en/billing-form.js';
export * from './en/checkout-dialog.js';
export * from './en/upgrade-nudge.js';
export * from './en/billing-alert.js';
export * from './en/cost-estimate.js';
export * from './en/usage-drawing.js';

/** Where a support form is shown. */
export const ticketForm = {
  answerTo: 'We answer to {email}.',
  email: 'Your e-mail',
  wrongEmail: 'Write your e-mail as name@example.com.',
  subject: 'Subject',
  content: 'Message',
  tooShort: { one: 'Write at least {count} character.', other: 'Write at least {count} characters.' },
  left: { one: '{count} character left', other: '{count} characters left' },
  tooLong: { one: '{count} character too many', other: '{count} characters too many' },
  files: 'Files',
  choose: 'Choose files',
  orDrop: 'or drop them here',
  limits: { one: 'At most {count} file of {size}: JPEG, PNG, WebP or PDF.', other: 'At most {count} files of {size} each: JPEG, PNG, WebP or PDF.' },
  tooMany: '{name} is left out: {count} files are the most.',
  tooLarge: '{name} is left out: it is larger than {size}.',
  wrongKind: '{name} is left out: only JPEG, PNG, WebP and PDF are taken.',
  twice: '{name} is attached already.',
  remove: 'Remove',
  removeFile: 'Remove {name}',
  notTaken: 'A file was not accepted: it is not what its name says. Remove it, then send again.',
  send: 'Send message',
  sending: 'Sending',
  sendingFiles: { one: 'Sending {count} file, {size}', other: 'Sending {count} files, {size}' },
  cancel: 'Cancel',
  stopped: 'Sending was stopped. Your message is still here.',
  sent: 'We have your message',
  sentText: 'Its number is {id}. We answer to {email}.',
  another: 'Write another one',
};
