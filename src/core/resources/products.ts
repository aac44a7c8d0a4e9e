import type { Price, ProductFeature, ProductList } from '../../contract/product.js';
import { want, wantList } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';

/** Also for plans that come with the page instead of from the API. */
export function readProducts(body: unknown): ProductList {
  for (const product of wantList<object>(body, 'products', 'id:string name:string')) {
    for (const price of wantList<Partial<Price>>(product, 'prices', 'id:string amount:number currency:string interval:string')) {
      if (price.tiers != null) wantList(price, 'tiers', 'upTo:number? unitAmount:number flatAmount:number?');
    }
    for (const { properties } of wantList<ProductFeature>(product, 'features', 'name:string title:string type:string properties:object')) {
      want(properties, 'limit:number?');
    }
  }
  const list = body as ProductList;
  if (list.currentSubscription) want(list.currentSubscription, 'id:string productId:string priceId:string status:string currentPeriodEnd:string?');
  return list;
}

/** The plans on sale, and which one the customer has. A publishable key is enough. */
export const products: ResourceDefinition<ProductList> = {
  name: 'products',
  path: '/v1/products',
  topics: ['subscription', 'products'],
  needs: 'any',
  parse: readProducts,
};
