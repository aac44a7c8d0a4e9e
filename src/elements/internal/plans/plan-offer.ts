import type { CurrentSubscription, Product, ProductList } from '../../../contract/product.js';
import type { Plan } from './plan-list.js';
import { rhythmOf, soldPrices } from './plan-prices.js';
import { pricingView, type PricingChoices } from '../pricing/pricing-view.js';

/** A plan as offered to this customer, and the paid subscription that it would change. */
export interface Offer {
  readonly plan: Plan;
  readonly subscription: CurrentSubscription | undefined;
}

type Choices = Pick<PricingChoices, 'lang'> & Partial<PricingChoices>;

/** In the rhythm and currency that the customer pays in, else as a pricing table would show it. */
export function offerOf(list: ProductList, product: Product, choices: Choices): Offer | undefined {
  const view = pricingView(list, { interval: undefined, currency: undefined, currencies: undefined, seats: undefined, ...choices, plans: product.id });
  const [plan] = view.plans;
  return plan && { plan, subscription: view.subscription };
}

/** With exactly this price; undefined if the catalog does not sell it. */
export function offerOfPrice(list: ProductList, priceId: string | undefined, choices: Choices): Offer | undefined {
  for (const product of list.products) {
    const price = soldPrices(product).find(({ id }) => id === priceId);
    const offer = price && offerOf(list, product, { ...choices, interval: rhythmOf(price), currency: price.currency });
    if (offer) return { ...offer, plan: { ...offer.plan, price } };
  }
  return undefined;
}
