/** The head of the document: what holds for every route. Markdown. */
export const ABOUT = `Plans, subscriptions, usage, invoices and payments of one project.

**Credentials.** \`Authorization: Bearer …\` carries a secret key (\`sk_…\`, \`bsk_…\`; your server only), a publishable key (\`pk_…\`; the catalog only) or a session token of one customer. Keys may come in \`X-API-Key\` instead.

**Money** is an integer in the currency's minor unit. **Times** are ISO 8601.

**Safe retries.** Every mutation takes an \`Idempotency-Key\`.

**Refusals** have one form: \`{"error": {"code", "message", "details", "requestId", "timestamp"}, "statusCode"}\`; below \`/api/\` they are flat, as that surface has them. Programs test \`code\`.

**Limits** answer 429 with \`Retry-After\` and \`X-RateLimit-Limit\`, \`X-RateLimit-Remaining\` and \`X-RateLimit-Reset\`. Bodies above 1 MiB answer 413.`;

/** What each group of operations is about. */
export const TAGS: Readonly<Record<string, string>> = {
  Sessions: 'Short-lived tokens with which a browser acts for one customer',
  Catalog: 'What is on sale',
  Features: 'What a customer may use',
  Usage: 'Recording and reading metered use',
  Checkout: 'Buying on a hosted page',
  Portal: 'Self-service on a hosted page',
  Customers: 'Who buys',
  Subscriptions: 'What they have, and changing it',
  Invoices: 'What they owe and paid',
  'Payment methods': 'Cards on file',
  'Billing details': 'What stands on invoices',
  Events: 'Usage as it happens, counted by meters',
  Billing: 'Invoices by hand: bill a period, finalize a draft',
  Webhooks: 'Being told when something changes',
  Paywall: 'The surface of monetize.software',
  Gateway: 'Metered calls of upstreams that the project has set up',
  Support: 'Tickets that customers have opened',
  Sandbox: 'For test projects only',
  Service: 'The service itself',
};
