import { getContext, onDestroy, setContext } from 'svelte';
import type { Entitlement } from './contract/entitlement.js';
import type { ProductList } from './contract/product.js';
import type { Subscription } from './contract/subscriptions.js';
import type { UsageMetric } from './contract/usage.js';
import type { Action } from './core/actions/action.js';
import type { UsageInput, UsageOutcome } from './core/actions/track-usage.js';
import type { Client } from './core/client.js';
import type { ResourceDefinition } from './core/resource.js';
import { createStore } from './core/store.js';
import type { ActView } from './views/act-view.js';
import type { CheckOutInput } from './views/check-out.js';
import type { FeatureView } from './views/feature-view.js';
import * as hooks from './views/hooks.js';
import type { ResourceView } from './views/resource-view.js';
import { createScope, type BillingSettings, type Scope } from './views/scope.js';
import type { SessionView } from './views/session-view.js';
import type { View } from './views/view.js';

export type * from './generated/svelte.js';
export type { ActView, BillingSettings, CheckOutInput, FeatureView, ResourceView, SessionView };

/** Svelte's store contract; `get()` reads it without following it. */
export interface Shown<T> {
  get(): T;
  subscribe(run: (value: T) => void): () => void;
}

const SCOPE = Symbol('billing-elements.scope');

/** A server renders once and shows nothing: no client is made there. */
const isShown = typeof document !== 'undefined';

export interface ProvideOptions {
  /** The language of what stores give of your catalog; a store of it is followed. Default: the catalog's own words. */
  readonly lang?: string | Pick<Shown<string | null | undefined>, 'subscribe'>;
}

/**
 * One session with the billing API for the stores in this component and all below it; it ends with this one. Returns the
 * client (undefined on a server), for `<billing-provider {client}>` where there are billing elements. Call it while the
 * component is made.
 */
export function provideBilling(settings: BillingSettings, { lang }: ProvideOptions = {}): Client | undefined {
  const language = createStore(typeof lang === 'string' ? lang : undefined);
  if (typeof lang === 'object') onDestroy(lang.subscribe((it) => language.set(it ?? undefined)));
  const scope = createScope(() => settings, language);
  setContext(SCOPE, scope);
  if (!isShown) return undefined;
  onDestroy(scope.hold());
  return scope.need();
}

function useScope(): Scope {
  const scope = getContext<Scope | undefined>(SCOPE);
  if (!scope) throw new TypeError('This store needs provideBilling() in a component above it');
  return scope;
}

function useView<T>({ first, ...view }: View<T>): Shown<T> {
  if (isShown) return view;
  return {
    get: () => first,
    subscribe(run) {
      run(first);
      return () => {};
    },
  };
}

/** The client, for the core's own functions; undefined on a server. */
export const useBillingClient = (): Client | undefined => useScope().get();

/** The session: whose it is and its status, with `signOut()`, `setUser(id)` and `refresh()`. */
export const useSession = (): Shown<SessionView> => useView(hooks.session(useScope()));

/** Whether a feature may be used, and how many units of it are left. */
export const useFeature = (featureKey: string, options?: hooks.FeatureOptions): Shown<FeatureView> =>
  useView(hooks.feature(useScope(), featureKey, options));

/** Every feature of the catalog, with whether this customer has it. */
export const useFeatureEntitlements = (): Shown<ResourceView<readonly Entitlement[]>> =>
  useView(hooks.featureEntitlements(useScope()));

/** What is used of each metered feature in this period, or of the one named; asked for every 30 s while it is shown. */
export const useUsageMetrics = (featureKey?: string): Shown<ResourceView<readonly UsageMetric[]>> =>
  useView(hooks.usage(useScope(), featureKey));

/** The customer's newest subscription that has not ended, or null. */
export const useSubscription = (): Shown<ResourceView<Subscription | null>> => useView(hooks.subscription(useScope()));

/** The plans on sale, and which one the customer has. */
export const useProducts = (): Shown<ResourceView<ProductList>> => useView(hooks.productList(useScope()));

/** Any other resource of the core: `useResource(invoices)`. */
export const useResource = <T>(definition: ResourceDefinition<T>): Shown<ResourceView<T>> =>
  useView(hooks.resource(useScope(), definition));

/** `run({ featureKey, quantity })` records a use; it is kept until the API has acknowledged it, and counted once. */
export const useTrackUsage = (): Shown<ActView<UsageInput, UsageOutcome>> => useView(hooks.usageTracking(useScope()));

/** `run({ priceId })` opens the hosted checkout in place of this page, to which it leads back. */
export const useCheckout = (): Shown<ActView<CheckOutInput, void>> => useView(hooks.checkout(useScope()));

/** Any other action of the core: `useAction(cancelSubscription)`. */
export const useAction = <Input, Result>(action: Action<Input, Result>): Shown<ActView<Input, Result>> =>
  useView(hooks.action(useScope(), action));
