import type { CatalogFile } from '../domain/catalog-file.js';

type ProductEntry = NonNullable<CatalogFile['products']>[number];
type PriceEntry = NonNullable<ProductEntry['prices']>[number];

/** A plan's prices in two currencies and two rhythms, ids as `price_starter_month_usd`. */
const prices = (plan: string, amounts: { usd: [month: number, year: number]; eur: [month: number, year: number] }, more: Partial<PriceEntry> = {}): PriceEntry[] =>
  (['usd', 'eur'] as const).flatMap((currency) =>
    (['month', 'year'] as const).map((interval, index) => ({
      id: `price_${plan}_${interval}_${currency}`,
      amount: amounts[currency][index] ?? 0,
      currency: currency.toUpperCase(),
      interval,
      ...more,
    })),
  );

/** What goes beyond Pro's included calls: the first 400,000 at $0.40 per 1,000, then cheaper. */
const beyondIncluded = (currency: 'usd' | 'eur'): PriceEntry => ({
  id: `price_pro_api_calls_${currency}`,
  currency: currency.toUpperCase(),
  interval: 'month',
  scheme: 'graduated',
  unitLabel: 'call',
  meteredFeatureKey: 'api_calls',
  tiers: [
    { upTo: 100_000, unitAmount: 0, flatAmount: 0 },
    { upTo: 500_000, unitAmount: 0.04, flatAmount: 0 },
    { upTo: null, unitAmount: 0.025, flatAmount: 0 },
  ],
});

export const demoCatalog: CatalogFile = {
  project: { id: 'demo', name: 'Northwind Notes', mode: 'test', allowedOrigins: ['https://app.example.com'], anyLoopback: true },
  tokenTypes: [{ type: 'gpt-4', dailyTrial: 20 }, { type: 'image' }],
  // Set GATEWAY_OPENAI_KEY in the API's environment and this one works.
  upstreams: [
    {
      id: 'openai',
      url: 'https://api.openai.com',
      tokenType: 'gpt-4',
      headers: { authorization: 'Bearer ${GATEWAY_OPENAI_KEY}' },
      paths: ['/v1/chat/completions'],
    },
  ],
  features: [
    { key: 'api_calls', title: 'API calls', type: 'usage_quota', unit: 'call', group: 'Usage' },
    { key: 'transfer_gb', title: 'Transfer', type: 'usage_quota', unit: 'GB', group: 'Usage' },
    { key: 'team_members', title: 'Team members', type: 'numeric_limit', unit: 'member', group: 'Workspace' },
    { key: 'projects', title: 'Projects', type: 'numeric_limit', unit: 'project', group: 'Workspace' },
    { key: 'pdf_export', title: 'PDF export', type: 'boolean_flag', group: 'Workspace' },
    { key: 'custom_branding', title: 'Custom branding', type: 'boolean_flag', group: 'Workspace' },
    { key: 'priority_support', title: 'Priority support', type: 'boolean_flag', group: 'Support and security' },
    { key: 'sso', title: 'Single sign-on', type: 'boolean_flag', group: 'Support and security' },
  ],
  meters: [
    { key: 'api_requests', eventType: 'api.request', aggregation: 'COUNT', featureKey: 'api_calls' },
    { key: 'input_tokens', eventType: 'api.request', aggregation: 'SUM', property: 'input_tokens' },
  ],
  products: [
    {
      id: 'hobby',
      name: 'Hobby',
      description: 'For trying things out.',
      translations: { de: { description: 'Zum Ausprobieren.' } },
      features: {
        api_calls: { limit: 1_000, period: 'month' },
        transfer_gb: { limit: 1, period: 'month' },
        team_members: { limit: 1 },
        projects: { limit: 1 },
      },
      prices: prices('hobby', { usd: [0, 0], eur: [0, 0] }).filter((price) => price.interval === 'month'),
    },
    {
      id: 'starter',
      name: 'Starter',
      description: 'For small products with real users.',
      translations: { de: { description: 'Für kleine Produkte mit echten Nutzern.' } },
      features: {
        api_calls: { limit: 10_000, period: 'month' },
        transfer_gb: { limit: 10, period: 'month' },
        team_members: { limit: 5 },
        projects: { limit: 5 },
        pdf_export: true,
      },
      prices: prices('starter', { usd: [2300, 22_800], eur: [2100, 20_900] }),
    },
    {
      id: 'pro',
      name: 'Pro',
      description: 'For teams that live in it all day.',
      translations: { de: { description: 'Für Teams, die den ganzen Tag darin arbeiten.' } },
      trialDays: 14,
      highlighted: true,
      features: {
        api_calls: { limit: 100_000, period: 'month' },
        transfer_gb: { limit: 250, period: 'month' },
        team_members: { limit: 50 },
        projects: { limit: null },
        pdf_export: true,
        custom_branding: true,
        priority_support: true,
      },
      prices: [
        ...prices('pro', { usd: [5900, 58_800], eur: [5500, 54_800] }, { scheme: 'per_unit', unitLabel: 'seat' }),
        beyondIncluded('usd'),
        beyondIncluded('eur'),
      ],
    },
    {
      id: 'enterprise',
      name: 'Enterprise',
      description: 'For companies with their own rules.',
      contactUrl: 'https://app.example.com/contact',
      features: {
        api_calls: { limit: null, period: 'month' },
        transfer_gb: { limit: null, period: 'month' },
        team_members: { limit: null },
        projects: { limit: null },
        pdf_export: true,
        custom_branding: true,
        priority_support: true,
        sso: true,
      },
    },
  ],
};
