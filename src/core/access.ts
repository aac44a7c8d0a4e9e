import type { CustomerSelf } from '../contract/customer.js';
import type { DenyReason, Entitlement } from '../contract/entitlement.js';
import type { BillingError } from './errors.js';
import type { ResourceState } from './resource.js';

/** What is asked for before something opens. All that is given must hold; nothing given opens nothing. */
export interface AccessRequirement {
  /** A feature key of the catalog. */
  readonly feature?: string | undefined;
  /** Product ids; one of them must be the customer's. */
  readonly plans?: readonly string[] | undefined;
  /** How many units of the feature must be left; an unlimited feature always has enough. */
  readonly remaining?: number | undefined;
}

/** `unknown` until the API has answered. Only `granted` opens. */
export type Access =
  | { readonly status: 'unknown' }
  | { readonly status: 'granted' }
  | { readonly status: 'denied'; readonly reason: DenyReason }
  | { readonly status: 'signed-out' }
  | { readonly status: 'error'; readonly error: BillingError };

export interface AccessSources {
  readonly entitlements: ResourceState<readonly Entitlement[]>;
  /** Read only where plans are asked for. */
  readonly customer: ResourceState<CustomerSelf>;
}

const GRANTED = Object.freeze({ status: 'granted' } as const);
const UNKNOWN = Object.freeze({ status: 'unknown' } as const);

/**
 * Decides from what the resources hold. Both drop data that could not be confirmed for ten minutes (`maxAgeMs`) and start
 * over for another user, so their data may be used even when stale. Data that only came with the page may not.
 * This is a courtesy to the reader: the API enforces.
 */
export function accessOf({ feature, plans, remaining }: AccessRequirement, sources: AccessSources): Access {
  const answers: Access[] = [];
  if (plans) answers.push(decide(sources.customer, (customer) => planAccess(plans, customer)));
  if (feature !== undefined || remaining !== undefined) {
    answers.push(decide(sources.entitlements, (all) => featureAccess(feature, remaining, all)));
  }
  if (answers.length === 0) return denied('feature_not_in_plan');
  return answers.find(({ status }) => status !== 'granted') ?? GRANTED;
}

function decide<T>(state: ResourceState<T>, grant: (data: T) => Access): Access {
  if (state.status === 'loading') return UNKNOWN;
  if (state.status !== 'ready') return state;
  return state.updatedAt > 0 ? grant(state.data) : UNKNOWN;
}

function featureAccess(feature: string | undefined, remaining: number | undefined, all: readonly Entitlement[]): Access {
  const entitlement = all.find((it) => it.feature_key === feature);
  if (!entitlement) return denied('feature_not_in_plan');
  if (!entitlement.has_access) return denied(entitlement.reason ?? 'feature_not_in_plan');
  return remaining === undefined || hasLeft(entitlement, remaining) ? GRANTED : denied('quota_exceeded');
}

/** Units left of a counted feature: Infinity if it is unlimited (some systems say -1), NaN if its use is not known. */
export function unitsLeft({ limit, usage }: Pick<Entitlement, 'limit' | 'usage'>): number {
  if (limit === null || limit < 0) return Infinity;
  return limit - (usage ?? NaN);
}

const hasLeft = (entitlement: Entitlement, wanted: number): boolean => unitsLeft(entitlement) >= wanted;

/** As the API decides it: these grant access, the others deny. */
const GRANTING: readonly string[] = ['active', 'trialing', 'past_due'];

function planAccess(plans: readonly string[], { active_subscriptions: subscriptions }: CustomerSelf): Access {
  const inForce = subscriptions.filter(({ status }) => GRANTING.includes(status));
  if (inForce.some(({ productId }) => plans.includes(productId))) return GRANTED;
  if (inForce.length > 0) return denied('feature_not_in_plan');
  return denied(subscriptions.length > 0 ? 'subscription_not_active' : 'no_active_subscription');
}

const denied = (reason: DenyReason): Access => ({ status: 'denied', reason });
