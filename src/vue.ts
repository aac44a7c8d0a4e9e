import {
  computed,
  defineComponent,
  h,
  inject,
  provide,
  shallowRef,
  toValue,
  watch,
  type InjectionKey,
  type MaybeRefOrGetter,
  type PropType,
  type ShallowRef,
} from 'vue';
import type { Entitlement } from './contract/entitlement.js';
import type { ProductList } from './contract/product.js';
import type { Subscription } from './contract/subscriptions.js';
import type { UsageMetric } from './contract/usage.js';
import type { Action } from './core/actions/action.js';
import type { UsageInput, UsageOutcome } from './core/actions/track-usage.js';
import type { Client } from './core/client.js';
import type { ResourceDefinition } from './core/resource.js';
import { createStore } from './core/store.js';
import type { Appearance, Theme } from './elements/billing-provider.js';
import type { ActView } from './views/act-view.js';
import type { CheckOutInput } from './views/check-out.js';
import type { FeatureView } from './views/feature-view.js';
import * as hooks from './views/hooks.js';
import type { ResourceView } from './views/resource-view.js';
import { createScope, settingsKey, type BillingSettings, type Scope } from './views/scope.js';
import type { SessionView } from './views/session-view.js';
import type { View } from './views/view.js';

export type * from './generated/vue.js';
export type { ActView, BillingSettings, CheckOutInput, FeatureView, ResourceView, SessionView };

type Shown<T> = Readonly<ShallowRef<T>>;

const SCOPE: InjectionKey<() => Scope> = Symbol('billing-elements.scope');

/** A server renders once and shows nothing: no client is made there. */
const isShown = typeof document !== 'undefined';

export interface ProvideOptions {
  /** The language of what composables give of your catalog. Default: the catalog's own words. */
  readonly lang?: MaybeRefOrGetter<string | undefined>;
}

/**
 * One session with the billing API for the composables in all components below; it ends with this one. Returns the
 * client, to be given to `<billing-provider :client>` where there are billing elements: `<BillingProvider>` does both.
 * Call it in `setup`. Where the settings are a getter or a ref, others are another session.
 */
export function provideBilling(settings: MaybeRefOrGetter<BillingSettings>, { lang }: ProvideOptions = {}): Shown<Client | undefined> {
  const language = createStore(toValue(lang));
  const key = computed(() => settingsKey(toValue(settings)));
  const scope = computed(() => (void key.value, createScope(() => toValue(settings), language)));
  const client = shallowRef<Client>();
  provide(SCOPE, () => scope.value);
  if (isShown) {
    watch(() => toValue(lang), language.set, { flush: 'sync' });
    watch(
      scope,
      (current, _before, onCleanup) => {
        onCleanup(current.hold());
        onCleanup(current.subscribe((next) => (client.value = next)));
      },
      { immediate: true, flush: 'sync' },
    );
  }
  return client;
}

function useScope(): () => Scope {
  const scope = inject(SCOPE, undefined);
  if (!scope) throw new TypeError('This composable needs a <BillingProvider> or provideBilling() above it');
  return scope;
}

/** Follows the view that `make` gives, and another one where what it reads has changed. */
function useView<T>(make: (scope: Scope) => View<T>): Shown<T> {
  const scope = useScope();
  const view = computed(() => make(scope()));
  const shown = shallowRef(view.value.first);
  if (isShown) {
    watch(view, ({ subscribe }, _before, onCleanup) => onCleanup(subscribe((next) => (shown.value = next))), {
      immediate: true,
      flush: 'sync',
    });
  }
  return shown;
}

/** The client, for the core's own functions; undefined on a server. */
export function useBillingClient(): Shown<Client | undefined> {
  return useView((scope) => ({ ...scope, first: undefined }));
}

/** The session: whose it is and its status, with `signOut()`, `setUser(id)` and `refresh()`. */
export const useSession = (): Shown<SessionView> => useView(hooks.session);

/** Whether a feature may be used, and how many units of it are left. */
export const useFeature = (featureKey: MaybeRefOrGetter<string>, options: MaybeRefOrGetter<hooks.FeatureOptions> = {}): Shown<FeatureView> =>
  useView((scope) => hooks.feature(scope, toValue(featureKey), toValue(options)));

/** Every feature of the catalog, with whether this customer has it. */
export const useFeatureEntitlements = (): Shown<ResourceView<readonly Entitlement[]>> => useView(hooks.featureEntitlements);

/** What is used of each metered feature in this period, or of the one named; asked for every 30 s while it is shown. */
export const useUsageMetrics = (featureKey?: MaybeRefOrGetter<string | undefined>): Shown<ResourceView<readonly UsageMetric[]>> =>
  useView((scope) => hooks.usage(scope, toValue(featureKey)));

/** The customer's newest subscription that has not ended, or null. */
export const useSubscription = (): Shown<ResourceView<Subscription | null>> => useView(hooks.subscription);

/** The plans on sale, and which one the customer has. */
export const useProducts = (): Shown<ResourceView<ProductList>> => useView(hooks.productList);

/** Any other resource of the core: `useResource(invoices)`. */
export const useResource = <T>(definition: ResourceDefinition<T>): Shown<ResourceView<T>> =>
  useView((scope) => hooks.resource(scope, definition));

/** `run({ featureKey, quantity })` records a use; it is kept until the API has acknowledged it, and counted once. */
export const useTrackUsage = (): Shown<ActView<UsageInput, UsageOutcome>> => useView(hooks.usageTracking);

/** `run({ priceId })` opens the hosted checkout in place of this page, to which it leads back. */
export const useCheckout = (): Shown<ActView<CheckOutInput, void>> => useView(hooks.checkout);

/** Any other action of the core: `useAction(cancelSubscription)`. */
export const useAction = <Input, Result>(action: Action<Input, Result>): Shown<ActView<Input, Result>> =>
  useView((scope) => hooks.action(scope, action));

/**
 * `provideBilling` as a component, with `<billing-provider>` around its content, so that the billing elements in it have
 * the same session. `settings` may be new with every rendering; others are another session.
 */
export const BillingProvider = defineComponent({
  name: 'BillingProvider',
  props: {
    settings: { type: Object as PropType<BillingSettings>, required: true },
    appearance: { type: String as PropType<Appearance> },
    theme: { type: String as PropType<Theme> },
    /** Without one, elements follow the page's `lang`, and composables give the catalog's own words. */
    lang: { type: String },
  },
  setup(props, { slots }) {
    const client = provideBilling(() => props.settings, { lang: () => props.lang });
    return () => {
      const { appearance, theme, lang } = props;
      return h('billing-provider', { '.client': client.value, appearance, theme, lang, style: 'display: contents' }, slots['default']?.());
    };
  },
});
