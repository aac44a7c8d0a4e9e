import type { Price, Product, ProductList } from '../contract/product.js';
import { inLanguage } from '../core/in-language.js';
import { readPlans } from '../core/read-plans.js';

export interface PlansPageOptions {
  /** The page's language, for prices, their periods and the texts that have translations. Default `en`. */
  readonly lang?: string;
  /** The page that the offers are made on. */
  readonly url?: string;
  /** As in `<pricing-table>`. The plain links of the fallback lead there too. */
  readonly signupUrl?: string;
}

/**
 * The plans of a file as schema.org offers, for `<script type="application/ld+json">`. A tiered price is given by its lowest
 * amount; metered prices are left out.
 *
 * @param plans as in the inline JSON of `<pricing-table>`: its text, or parsed
 * @throws {BillingError} `invalid_plans`, naming the field that is wrong
 */
export function plansJsonLd(plans: unknown, { url, lang }: Pick<PlansPageOptions, 'url' | 'lang'> = {}): Record<string, unknown> {
  return {
    '@context': 'https://schema.org',
    '@graph': productsOf(plans, lang).map(({ id, name, description, prices }) => ({
      '@type': 'Product',
      name,
      ...(description && { description }),
      sku: id,
      offers: sold(prices).map((price) => ({
        '@type': 'Offer',
        ...(url && { url }),
        price: decimal(price),
        priceCurrency: price.currency,
        priceSpecification: {
          '@type': 'UnitPriceSpecification',
          price: decimal(price),
          priceCurrency: price.currency,
          unitCode: UNIT_CODES[price.interval],
          billingDuration: price.intervalCount,
        },
      })),
    })),
  };
}

/**
 * A pricing table to paste into a page without a build: the plans as JSON, again as plain HTML for readers without scripts, and
 * as schema.org offers for search engines.
 */
export function plansPage(plans: unknown, options: PlansPageOptions = {}): string {
  const products = productsOf(plans, options.lang);
  const attribute = options.signupUrl === undefined ? '' : ` signup-url="${escaped(options.signupUrl)}"`;
  return `<script type="application/ld+json">${scriptText(plansJsonLd(plans, options))}</script>
<pricing-table${attribute}>
  <script type="application/json">${scriptText(typeof plans === 'string' ? JSON.parse(plans) : plans)}</script>
  <ul>
${products.map((product) => plain(product, options)).join('\n')}
  </ul>
</pricing-table>
`;
}

const productsOf = (plans: unknown, lang = 'en'): ProductList['products'] =>
  inLanguage(lang, readPlans(typeof plans === 'string' ? plans : JSON.stringify(plans)).products);

/** The prices to choose from; metered ones come on top. */
const sold = (prices: readonly Price[]): Price[] => prices.filter(({ meteredFeatureKey }) => !meteredFeatureKey);

function plain({ id, name, description, prices, features, contactUrl }: Product, { lang = 'en', signupUrl }: PlansPageOptions): string {
  const target = prices.length === 0 ? contactUrl : signupUrl?.replace(/\{plan\}/g, encodeURIComponent(id));
  const title = target && isAddress(target) ? `<a href="${escaped(target)}">${escaped(name)}</a>` : escaped(name);
  const lines = [description ?? '', sold(prices).map((price) => priceText(price, lang)).join(', ')];
  const list = features.map(({ title: feature }) => `<li>${escaped(feature)}</li>`).join('');
  const texts = lines.filter(Boolean).map((line) => `<p>${escaped(line)}</p>`).join('');
  return `    <li><h3>${title}</h3>${texts}${list && `<ul>${list}</ul>`}</li>`;
}

function priceText(price: Price, lang: string): string {
  const money = new Intl.NumberFormat(lang, { style: 'currency', currency: price.currency, trailingZeroDisplay: 'stripIfInteger' } as Intl.NumberFormatOptions);
  const period = new Intl.NumberFormat(lang, { style: 'unit', unit: price.interval, unitDisplay: 'long' });
  const parts = period.formatToParts(price.intervalCount).filter(({ type }) => price.intervalCount > 1 || type === 'unit');
  const unit = price.unitLabel ? ` / ${price.unitLabel}` : '';
  return `${money.format(Number(decimal(price)))}${unit} / ${parts.map(({ value }) => value).join('')}`;
}

/** In the currency's main unit, with a point, as schema.org wants it. */
function decimal({ amount, currency, tiers }: Price): string {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const [first] = tiers ?? [];
  const minor = first ? first.flatAmount || first.unitAmount : amount;
  return (minor / 10 ** digits).toFixed(digits);
}

/** UN/CEFACT codes, which schema.org uses for units. */
const UNIT_CODES: Readonly<Record<Price['interval'], string>> = { day: 'DAY', week: 'WEE', month: 'MON', year: 'ANN' };

/** Whether it is an address that cannot run as script. */
const isAddress = (url: string): boolean => /^(https?|mailto):$/.test(new URL(url, 'https://page.invalid').protocol);

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
/** JSON that cannot end the script element. */
const scriptText = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');
