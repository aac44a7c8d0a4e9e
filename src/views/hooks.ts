import type { Entitlement } from '../contract/entitlement.js';
import type { ProductList } from '../contract/product.js';
import type { Subscription } from '../contract/subscriptions.js';
import type { UsageMetric } from '../contract/usage.js';
import type { Action } from '../core/actions/action.js';
import { trackUsage, type UsageInput, type UsageOutcome } from '../core/actions/track-usage.js';
import type { ResourceDefinition } from '../core/resource.js';
import { subscriptions } from '../core/resources/account.js';
import { entitlements } from '../core/resources/entitlements.js';
import { products } from '../core/resources/products.js';
import { usageMetrics } from '../core/resources/usage-metrics.js';
import { viewAct, type ActView } from './act-view.js';
import { checkOut, type CheckOutInput } from './check-out.js';
import { viewFeature, type FeatureView } from './feature-view.js';
import { viewData, type ResourceView } from './resource-view.js';
import type { Scope } from './scope.js';
import { viewSession, type SessionView } from './session-view.js';
import type { View } from './view.js';

export interface FeatureOptions {
  /** Granted only while at least this many units are left. */
  readonly remaining?: number | undefined;
}

const itself = <T>(data: T): T => data;

// What React, Vue and Svelte have in common: each is a hook in all three, with the arguments after the scope.

export const session = (scope: Scope): View<SessionView> => viewSession(scope);

export const feature = (scope: Scope, featureKey: string, { remaining }: FeatureOptions = {}): View<FeatureView> =>
  viewFeature(scope, { feature: featureKey, remaining });

export const featureEntitlements = (scope: Scope): View<ResourceView<readonly Entitlement[]>> =>
  viewData(scope, entitlements, itself);

/** All metered features, or the one of this key as a list of one. */
export const usage = (scope: Scope, featureKey?: string): View<ResourceView<readonly UsageMetric[]>> =>
  viewData(scope, usageMetrics, (metrics) =>
    featureKey === undefined ? metrics : metrics.filter(({ feature_key }) => feature_key === featureKey),
  );

/** The newest one that has not ended; null if the customer has none. */
export const subscription = (scope: Scope): View<ResourceView<Subscription | null>> =>
  viewData(scope, subscriptions, (all) => all.find(({ endedAt }) => endedAt === null) ?? null);

export const productList = (scope: Scope): View<ResourceView<ProductList>> => viewData(scope, products, itself);

export const resource = <T>(scope: Scope, definition: ResourceDefinition<T>): View<ResourceView<T>> =>
  viewData(scope, definition, itself);

export const usageTracking = (scope: Scope): View<ActView<UsageInput, UsageOutcome>> => viewAct(scope, trackUsage);

export const checkout = (scope: Scope): View<ActView<CheckOutInput, void>> =>
  viewAct(scope, (client, input: CheckOutInput) => checkOut(client, { locale: scope.lang.get(), ...input }));

export const action = <Input, Result>(scope: Scope, perform: Action<Input, Result>): View<ActView<Input, Result>> => viewAct(scope, perform);
