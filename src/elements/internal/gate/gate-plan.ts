import type { DenyReason } from '../../../contract/entitlement.js';
import type { Product, ProductFeature, ProductList } from '../../../contract/product.js';
import { unitsLeft, type AccessRequirement } from '../../../core/access.js';

/** How much of a feature a plan has: none, a number of units, or Infinity if it does not count them. */
function unitsOf(features: readonly ProductFeature[], key: string): number {
  const feature = features.find(({ name }) => name === key);
  return feature ? unitsLeft({ limit: feature.properties.limit ?? null, usage: 0 }) : 0;
}

/** The first plan, in the catalog's order, that would open the gate; none if a plan is not what is missing. */
export function openingPlan(
  { feature, plans }: AccessRequirement,
  reason: DenyReason,
  { products }: ProductList,
): Product | undefined {
  if (reason === 'subscription_not_active' || (!feature && !plans)) return undefined;
  const current = products.find(({ isCurrentPlan }) => isCurrentPlan);
  const now = reason === 'quota_exceeded' && feature !== undefined ? unitsOf(current?.features ?? [], feature) : 0;
  return products.find(
    (product) =>
      product !== current &&
      (!plans || plans.includes(product.id)) &&
      (feature === undefined || unitsOf(product.features, feature) > now),
  );
}
