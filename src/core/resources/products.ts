import type { ProductList } from '../../contract/product.js';
import { want } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';

/** The plans on sale, and which one the customer has. A publishable key is enough. */
export const products: ResourceDefinition<ProductList> = {
  name: 'products',
  path: '/v1/products',
  needs: 'any',
  parse: readProducts,
};

/** Also for plans that come with the page instead of from the API. */
function readProducts(body: unknown): ProductList {
  return want(body, {
    products: [
      {
        id: '',
        name: '',
        prices: [{ id: '', amount: 0, currency: '', interval: '', 'tiers?': [{ 'upTo?': 0, unitAmount: 0, 'flatAmount?': 0 }] }],
        features: [{ name: '', title: '', type: '', properties: { 'limit?': 0 } }],
      },
    ],
    'currentSubscription?': { id: '', productId: '', priceId: '', status: '', 'currentPeriodEnd?': '' },
  });
}
