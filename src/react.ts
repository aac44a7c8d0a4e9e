'use client';
import {
  createContext,
  createElement,
  useCallback,
  useContext,
  useEffect,
  useInsertionEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type DependencyList,
  type ReactElement,
  type ReactNode,
} from 'react';
import type { Entitlement } from './contract/entitlement.js';
import type { ProductList } from './contract/product.js';
import type { Subscription } from './contract/subscriptions.js';
import type { UsageMetric } from './contract/usage.js';
import type { Action } from './core/actions/action.js';
import type { UsageInput, UsageOutcome } from './core/actions/track-usage.js';
import type { Client } from './core/client.js';
import type { ResourceDefinition } from './core/resource.js';
import { createStore } from './core/store.js';
import type { Appearance, BillingProvider as BillingProviderElement, Theme } from './elements/billing-provider.js';
import type { ActView } from './views/act-view.js';
import type { CheckOutInput } from './views/check-out.js';
import type { FeatureView } from './views/feature-view.js';
import * as hooks from './views/hooks.js';
import type { ResourceView } from './views/resource-view.js';
import { createScope, settingsKey, type BillingSettings, type Scope } from './views/scope.js';
import type { SessionView } from './views/session-view.js';
import type { View } from './views/view.js';

export type * from './generated/jsx.js';
export type { ActView, BillingSettings, CheckOutInput, FeatureView, ResourceView, SessionView };

export type BillingProviderProps = BillingSettings & {
  readonly children?: ReactNode;
  /** Which scheme the elements below use; without one they follow the page's own `color-scheme`. */
  readonly appearance?: Appearance | undefined;
  /** A ready theme for them. */
  readonly theme?: Theme | undefined;
  /** The language of what is below. Without one, elements follow the page's `lang`, and hooks give the catalog's own words. */
  readonly lang?: string | undefined;
};

const ScopeContext = createContext<Scope | undefined>(undefined);
const SELF_ONLY = { display: 'contents' };

/**
 * One session with the billing API for all hooks and billing elements below. Its client is made when the page is shown, never
 * on a server, and ends with the provider. Functions given as props may be new with every rendering. Without its element
 * (`import 'billing-elements/elements/billing-provider.js'`) it serves only the hooks.
 */
export function BillingProvider({ children, appearance, theme, lang, ...settings }: BillingProviderProps): ReactElement {
  const latest = useRef<BillingSettings>(settings);
  const key = settingsKey(settings);
  const [language] = useState(() => createStore(lang));
  // Another key is another client. The ref is only read in effects and handlers.
  const scope = useMemo(() => createScope(() => latest.current, language), [key, language]);
  // Before any ref is called, since the element's ref makes the client.
  useInsertionEffect(() => {
    latest.current = settings;
  });
  useEffect(() => scope.hold(), [scope]);
  useEffect(() => language.set(lang), [language, lang]);
  // As a property also in React 18, which only sets attributes.
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (element) (element as BillingProviderElement).client = scope.need();
    },
    [scope],
  );
  const element = createElement('billing-provider', { ref, appearance, theme, lang, style: SELF_ONLY }, children);
  return createElement(ScopeContext.Provider, { value: scope }, element);
}

function useScope(): Scope {
  const scope = useContext(ScopeContext);
  if (!scope) throw new TypeError('This hook needs a <BillingProvider> above it');
  return scope;
}

function useView<T>(make: (scope: Scope) => View<T>, inputs: DependencyList = []): T {
  const scope = useScope();
  const view = useMemo(() => make(scope), [scope, ...inputs]);
  return useSyncExternalStore(view.subscribe, view.get, () => view.first);
}

/** The client, for the core's own functions; undefined on a server and until the page is shown. */
export function useBillingClient(): Client | undefined {
  const scope = useScope();
  return useSyncExternalStore(scope.subscribe, scope.get, () => undefined);
}

/** The session: whose it is and its status, with `signOut()`, `setUser(id)` and `refresh()`. */
export const useSession = (): SessionView => useView(hooks.session);

/** Whether a feature may be used, and how many units of it are left. */
export const useFeature = (featureKey: string, { remaining }: hooks.FeatureOptions = {}): FeatureView =>
  useView((scope) => hooks.feature(scope, featureKey, { remaining }), [featureKey, remaining]);

/** Every feature of the catalog, with whether this customer has it. */
export const useFeatureEntitlements = (): ResourceView<readonly Entitlement[]> => useView(hooks.featureEntitlements);

/** What is used of each metered feature in this period, or of the one named; asked for every 30 s while it is shown. */
export const useUsageMetrics = (featureKey?: string): ResourceView<readonly UsageMetric[]> =>
  useView((scope) => hooks.usage(scope, featureKey), [featureKey]);

/** The customer's newest subscription that has not ended, or null. */
export const useSubscription = (): ResourceView<Subscription | null> => useView(hooks.subscription);

/** The plans on sale, and which one the customer has. */
export const useProducts = (): ResourceView<ProductList> => useView(hooks.productList);

/** Any other resource of the core: `useResource(invoices)`. */
export const useResource = <T>(definition: ResourceDefinition<T>): ResourceView<T> =>
  useView((scope) => hooks.resource(scope, definition), [definition]);

/** `run({ featureKey, quantity })` records a use; it is kept until the API has acknowledged it, and counted once. */
export const useTrackUsage = (): ActView<UsageInput, UsageOutcome> => useView(hooks.usageTracking);

/** `run({ priceId })` opens the hosted checkout in place of this page, to which it leads back. */
export const useCheckout = (): ActView<CheckOutInput, void> => useView(hooks.checkout);

/** Any other action of the core: `useAction(cancelSubscription)`. */
export const useAction = <Input, Result>(action: Action<Input, Result>): ActView<Input, Result> =>
  useView((scope) => hooks.action(scope, action), [action]);
