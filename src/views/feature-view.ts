import type { Entitlement } from '../contract/entitlement.js';
import { accessOf, unitsLeft, type Access, type AccessRequirement } from '../core/access.js';
import { entitlements } from '../core/resources/entitlements.js';
import { LOADING } from '../core/store.js';
import { viewResource } from './resource-view.js';
import type { Scope } from './scope.js';
import type { View, Whole } from './view.js';

/** Whether a feature may be used. A courtesy to the reader, as a gate is: the API enforces. */
export type FeatureView = Whole<Access, 'reason' | 'error'> & {
  /** True only while the API confirms it; open on stale data for at most ten minutes. */
  readonly granted: boolean;
  /** What the API says about it; undefined before, and if the catalog has no such feature. */
  readonly entitlement: Entitlement | undefined;
  /** Units left of a counted feature: Infinity if it is unlimited, undefined if it is not counted. */
  readonly remaining: number | undefined;
};

export function viewFeature(scope: Scope, requirement: Omit<AccessRequirement, 'plans'>): View<FeatureView> {
  return viewResource(scope, entitlements, (state) => {
    const access = accessOf(requirement, { entitlements: state, customer: LOADING });
    const entitlement = state.status === 'ready' ? state.data.find(({ feature_key }) => feature_key === requirement.feature) : undefined;
    return { ...access, granted: access.status === 'granted', entitlement, remaining: entitlement && leftOf(entitlement) };
  });
}

function leftOf(entitlement: Entitlement): number | undefined {
  const left = entitlement.feature_type === 'boolean_flag' ? NaN : unitsLeft(entitlement);
  return Number.isNaN(left) ? undefined : left;
}
