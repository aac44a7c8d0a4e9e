// npm run size: what a page downloads (bundled with Lit, minified, gzipped) against its budget. Splitting alone saves
// nothing: a chunk that every page with the element fetches counts too. Entries that do not exist yet are not listed.
// --modules: which source files are in it, the largest first, in characters before minifying.
import { existsSync, readFileSync } from 'node:fs';
import { bundle } from './bundle.js';
import { importsOf } from './imports.js';

interface Budget {
  readonly name: string;
  /** The bar. */
  readonly kilobytes: number;
  /** The limit while the bar is not reached. Lower it with every saving, and drop it at the bar. */
  readonly heldAt?: number;
  /** Files of src/ that the entry needs. */
  readonly files: readonly string[];
  readonly code?: () => Promise<string>;
  readonly leaveOut?: RegExp;
}

const element = (tag: string): string => `elements/${tag}.ts`;
const PROVIDER = element('billing-provider');

/** Chunks that most pages never fetch, with when one is fetched. They are listed, but not in the sum. */
const APART: Readonly<Record<string, string>> = {
  strict: 'in strict mode',
  advisor: 'on the machine of who writes the page',
  'resume-usage': 'where uses were tracked before',
  'usage-chart': 'where a chart is shown',
  wear: 'with a ready theme',
  'pricing-comparison': 'for the comparison layout',
  'pricing-choices': 'where seats or currencies are to choose between',
  'pricing-banner': 'back from a checkout, or where a change waits',
  'subscription-change': 'when someone changes the plan',
  'billing-form': 'when billing details are edited',
  'invoice-pay': 'where an invoice is open',
  'open-card-page': 'when a card is added',
  'subscription-cancel': 'when someone cancels',
  'subscription-desk': 'where a plan is dealt with: changed, cancelled, paid, or not there',
  'subscription-frame': 'with it',
  'keep-plan': 'where a plan that ends or changes is kept',
  plans: 'for plans that come with the page',
  'plans-dialog': 'where the plans are asked for and the page has no place for them',
  'confirm-return': 'back from a checkout',
  'return-text': 'with it',
  'next-plan': 'where a change of plan is made, or waits',
  adopted: 'for elements moved into another document',
  'open-checkout': 'when a plan is chosen',
  'refusal-text': 'where its checkout is not opened',
  'checkout-flow': 'when a checkout dialog opens',
  'alert-drawing': 'where there is something to say about the account',
  'nudge-drawing': 'where a nudge is shown',
  'usage-offer': 'with either of them',
  'checkout-return': 'with either of them',
  'payment-refusals': 'where something can be paid',
};
const isApart = (chunk: string): boolean => chunk in APART || existsSync(`src/locales/${chunk}.ts`);

const BUDGETS: readonly Budget[] = [
  { name: 'core that <billing-provider> pulls in', kilobytes: 5.5, files: [PROVIDER], code: coreBehindProvider },
  {
    // The same scope as the headless core that it is compared with: session, prices, checkout, portal, tickets, gateway, errors.
    name: 'core without the usage queue',
    kilobytes: 7,
    files: [
      'core/client.ts',
      'core/errors.ts',
      'core/resources/products.ts',
      'core/actions/checkout.ts',
      'core/actions/portal.ts',
      'core/actions/subscription.ts',
      'core/actions/support-ticket.ts',
      'core/actions/call-gateway.ts',
    ],
  },
  { name: 'core', kilobytes: 9, files: ['core/index.ts'] },
  pageWith('provider + pricing table', { kilobytes: 19, heldAt: 27.8 }, ['billing-provider', 'pricing-table']),
  pageWith('provider + gate + meter', { kilobytes: 16, heldAt: 22.5 }, ['billing-provider', 'feature-gate', 'usage-meter']),
  { name: 'every hook of React, without React', kilobytes: 9.5, files: ['react.ts'], leaveOut: /^react(\/|$)/ },
  { name: 'every element', kilobytes: 45, heldAt: 60.4, files: ['elements/index.ts'] },
];

const listsModules = process.argv.includes('--modules');
let over = 0;
for (const { name, kilobytes, heldAt = kilobytes, files, code = () => reExport(files), leaveOut } of BUDGETS) {
  if (!files.every((file) => existsSync(`src/${file}`))) continue;
  const { bytes: atOnce, onDemand, modules } = await bundle(await code(), leaveOut);
  const soon = onDemand.filter((chunk) => !isApart(chunk.name));
  const bytes = soon.reduce((total, chunk) => total + chunk.bytes, atOnce);
  const verdict = bytes <= kilobytes * 1000 ? 'ok  ' : bytes <= heldAt * 1000 ? 'held' : 'OVER';
  if (verdict === 'OVER') over++;
  const held = verdict === 'held' ? `, held at ${heldAt} until it is reached` : '';
  console.log(`${verdict}  ${kilobyte(bytes)} of ${kilobyte(kilobytes * 1000)}  ${name}${held}`);
  for (const chunk of soon) console.log(`        with ${kilobyte(chunk.bytes)}  ${chunk.name}, fetched soon after`);
  for (const chunk of onDemand.filter(({ name: it }) => isApart(it))) {
    console.log(`        and  ${kilobyte(chunk.bytes)}  ${chunk.name}, ${APART[chunk.name] ?? 'in that language'}`);
  }
  if (!listsModules) continue;
  for (const [file, length] of [...modules].sort(([, one], [, other]) => other - one)) console.log(`${String(length).padStart(14)}  ${file}`);
}
process.exitCode = over > 0 ? 1 : 0;

function kilobyte(bytes: number): string {
  return `${(bytes / 1000).toFixed(2).padStart(5)} kB`;
}

/** A page that uses tags: it needs no exports of the modules. */
function pageWith(name: string, bar: Pick<Budget, 'kilobytes' | 'heldAt'>, tags: readonly string[]): Budget {
  const files = tags.map(element);
  return { name, ...bar, files, code: async () => files.map((file) => `import './src/${file}';`).join('\n') };
}

async function reExport(files: readonly string[]): Promise<string> {
  return files.map((file) => `export * from './src/${file}';`).join('\n');
}

/** Exactly the names of the core that the provider's modules import, which is what a page with a provider pays for. */
async function coreBehindProvider(): Promise<string> {
  const { modules } = await bundle(await reExport([PROVIDER]));
  const lines = [...modules.keys()]
    .filter((file) => file.startsWith('src/elements/'))
    .flatMap((file) => importsOf(readFileSync(file, 'utf8')))
    .filter(({ source, typeOnly }) => !typeOnly && source.includes('/core/'))
    .map(({ source, names }) => `export { ${names.join(', ')} } from './src/${source.replace(/^.*\/core\//, 'core/')}';`);
  return [...new Set(lines)].join('\n');
}
