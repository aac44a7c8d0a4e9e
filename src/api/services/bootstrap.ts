import type { PaywallBootstrap, PaywallPrice } from '../../contract/index.js';
import { canonicalJson, sha256 } from '../domain/hash.js';
import { chooseLocale, spanInWords } from '../domain/locale.js';
import { minorDigits } from '../domain/money.js';
import { amountOf } from '../domain/price.js';
import { inLanguage } from '../domain/translations.js';
import { loadCatalog, type CatalogProduct } from '../store/catalog.js';
import type { Db } from '../store/database.js';
import type { Price, Project } from '../store/tables.js';

const VERSION_LENGTH = 16;

/** What a paywall shows, in the reader's language. Its version changes with anything in it. */
export async function bootstrap(db: Db, project: Project, acceptLanguage: string | null): Promise<Required<Omit<PaywallBootstrap, 'unchanged'>>> {
  const catalog = await loadCatalog(db, project.id);
  const locales = new Set([project.localeDefault, ...catalog.flatMap(({ product }) => Object.keys(product.translations))]);
  const locale = chooseLocale(acceptLanguage, [...locales], project.localeDefault);
  const products = catalog.map(({ product }) => ({
    id: product.id,
    ...wordsOf(product, locale),
    highlighted: product.highlighted,
  }));
  const content = {
    settings: { name: project.name, locale_default: project.localeDefault, locale },
    products,
    prices: catalog.flatMap((it) => toPrices(it, locale)),
  };
  return { version: (await sha256(canonicalJson(content))).slice(0, VERSION_LENGTH), ...content };
}

const wordsOf = (product: CatalogProduct['product'], locale: string) => {
  const { name, description } = inLanguage(product, locale);
  return { name, description };
};

/** Metered prices come with a plan and cannot be bought by themselves. */
const toPrices = ({ product, prices }: CatalogProduct, locale: string): PaywallPrice[] =>
  prices
    .filter((price) => price.meteredFeatureKey === null)
    .map((price) => ({
      id: price.id,
      product_id: product.id,
      currency: price.currency,
      amount: decimal(price),
      interval: price.interval,
      interval_count: price.intervalCount,
      trial_days: product.trialDays || null,
      label: `${wordsOf(product, locale).name}, ${spanInWords(price.intervalCount, price.interval, locale)}`,
    }));

/** The one place where the API gives money as a decimal: the cost of one unit. */
const decimal = (price: Price): number => {
  const digits = minorDigits(price.currency);
  return Number((amountOf(price, 1) / 10 ** digits).toFixed(digits));
};
