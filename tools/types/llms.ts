import { FROM_INSIDE, type Element, type Property } from './manifest.js';

const HEAD = `# billing-elements

> Billing UI as custom elements (pricing table, usage meters, feature gates, checkout, customer portal) that share one session with a
> billing API. Works from a script tag and in Vue, Svelte, React; no React inside, no iframe around. Server SDK and the API itself come along.

What to know before writing code:

- The secret key (\`sk_…\`) stays on your server. A page gets a session token from a route of yours: \`session-token-url\`.
- One \`<billing-provider>\` for all elements, inside it or beside it. Settings are attributes; objects and functions are properties.
- Events bubble and are composed, and carry fields, no \`detail\`. \`billing-…-request\` asks first: \`preventDefault()\` to act yourself.
- Money is an integer in minor units with an ISO 4217 currency. Errors are \`BillingError\`s; programs test \`error.code\`.
- A gate in the page is a courtesy. Your server enforces: \`checkEntitlement\`, \`trackUsage\`.

## Install

Script tag, no build (\`autoloader.js\` instead fetches only the elements that stand on the page):

    <script type="module" src="https://unpkg.com/billing-elements/dist/cdn/billing-elements.js"></script>

    <billing-provider api-url="https://billing.example.com" session-token-url="/api/billing-session">
      <usage-meter feature="api_calls"></usage-meter>
      <feature-gate feature="custom_branding"><template>…</template></feature-gate>
      <pricing-table></pricing-table>
    </billing-provider>

With a bundler, \`npm install billing-elements\`, then \`import 'billing-elements'\` for all elements or one at a time
\`import 'billing-elements/elements/usage-meter.js'\`.

- React: \`import { BillingProvider, useFeature } from 'billing-elements/react'\`; components in \`billing-elements/react/usage-meter.js\` (with \`@lit/react\`).
- Vue: \`import { BillingProvider, useFeature } from 'billing-elements/vue'\`; tell the compiler that tags with a hyphen are elements.
- Svelte: \`import { provideBilling, useFeature } from 'billing-elements/svelte'\`.
- No elements at all: \`import { createBillingClient } from 'billing-elements/core'\`.
- Server rendering: \`billing-elements/ssr\`, and \`billing-elements/hydrate.js\` first in the browser.

## Server

    import { Billing, createSessionRoute, verifyWebhook } from 'billing-elements/server';

    const billing = new Billing({ secretKey, apiUrl });
    export const GET = createSessionRoute({ billing, getUserId: async (request) => (await yourAuth(request))?.id });

    await billing.checkEntitlement('user_123', 'custom_branding'); // { has_access, reason?, limit?, usage? }
    await billing.trackUsage({ customerId: 'user_123', featureKey: 'api_calls', quantity: 1 }); // QuotaExceededError when it does not fit

The API: \`npm install hono @hono/node-server kysely @electric-sql/pglite\`, then \`npx billing-elements api\` (embedded Postgres, seeded with
project \`demo\`, keys \`sk_test_sandbox\` and \`pk_test_sandbox\`, users \`user_free\`, \`user_pro\`). OpenAPI 3.1 at \`/openapi.json\`.

## Elements

`;

const TAIL = `
## Docs

- [README](README.md): elements, tokens for colours and fonts, commands
- [Frameworks](docs/frameworks.md): React, Next, Vue, Nuxt, Svelte, SvelteKit; hooks and their answers
- [Without a build](docs/no-build.md): plain pages, Hugo, WordPress
- [Server rendering](docs/server-rendering.md)
- [The API](docs/api.md): running it, every field of \`billing.json\` ([an example](docs/billing.json)), webhooks, test clock, portal links
- [Migrating](docs/migrating.md): from \`<stripe-pricing-table>\`, BillingOS, monetize.software, bill.sh
- [Reliability](docs/reliability.md): sleep, networks, tabs, clocks
- \`custom-elements.json\`: every property, event, slot, part and custom property
`;

/** `llms.txt`: the kit in as few words as a program that writes code needs, its elements as they are. */
export const llms = (elements: readonly Element[]): string => HEAD + elements.map(entry).join('\n') + TAIL;

function entry({ tag, description, properties, events, slots }: Element): string {
  const own = events.filter(({ description: said }) => said !== FROM_INSIDE);
  const [what = ''] = description.replace(/\s+/g, ' ').split(/(?<=\.) /);
  const attributes = properties.flatMap(({ attribute, ...it }) => (attribute === undefined ? [] : [`\`${attribute}\`${valuesOf(it)}`]));
  const named = slots.flatMap(({ name }) => (name === '' ? [] : [`\`${name}\``]));
  return [
    `- **\`<${tag}>\`**: ${what}`,
    ...(attributes.length > 0 ? [`  Attributes: ${attributes.join(', ')}.`] : []),
    ...(own.length > 0 ? [`  Events: ${own.map(({ name }) => `\`${name}\``).join(', ')}.`] : []),
    ...(named.length > 0 ? [`  Slots: ${named.join(', ')}.`] : []),
    '',
  ].join('\n');
}

const valuesOf = ({ values, kind }: Pick<Property, 'values' | 'kind'>): string =>
  values.length > 0 ? ` (${values.join(', ')})` : kind === 'text' ? '' : kind === 'object' ? ' (JSON)' : ` (${kind})`;
