import type { ProductList } from '../../contract/product.js';
import { list, maybe, number, object, reader, string } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';

const price = object({
  id: string,
  amount: number,
  currency: string,
  interval: string,
  tiers: maybe(list(object({ upTo: maybe(number), unitAmount: number, flatAmount: maybe(number) }))),
});

const feature = object({ name: string, title: string, type: string, properties: object({ limit: maybe(number) }) });

const subscription = object({
  id: string,
  productId: string,
  priceId: string,
  status: string,
  currentPeriodEnd: maybe(string),
});

/** Also for plans that come with the page instead of from the API. */
export const readProducts = reader<ProductList>(
  object({
    products: list(
      object({
        id: string,
        name: string,
        prices: list(price),
        features: list(feature),
      }),
    ),
    currentSubscription: maybe(subscription),
  }),
);

/** The plans on sale, and which one the customer has. A publishable key is enough. */
export const products: ResourceDefinition<ProductList> = {
  name: 'products',
  path: '/v1/products',
  topics: ['subscription', 'products'],
  needs: 'any',
  parse: readProducts,
};
