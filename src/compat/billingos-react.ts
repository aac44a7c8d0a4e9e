'use client';
import { createElement, useCallback, useMemo, type ReactElement, type ReactNode } from 'react';
import type { Entitlement } from '../contract/entitlement.js';
import type { UsageMetric } from '../contract/usage.js';
import type { UsageInput, UsageOutcome } from '../core/actions/track-usage.js';
import { AuthenticationError, type BillingError } from '../core/errors.js';
import {
  BillingProvider,
  useFeatureEntitlements as useEntitlementsView,
  useTrackUsage as useTrackUsageView,
  useUsageMetrics as useUsageMetricsView,
  type ResourceView,
} from '../react.js';

export interface BillingOSProviderProps {
  /** Your route that answers `{ sessionToken, expiresAt }`. */
  readonly sessionTokenUrl: string;
  /** Where the billing API answers. Default: the page's own origin. */
  readonly apiUrl?: string | undefined;
  readonly children?: ReactNode;
}

/** `BillingOSProvider` of `@billingos/sdk`: fetches the session token by itself, and renews it before it ends. */
export function BillingOSProvider({ sessionTokenUrl, apiUrl, children }: BillingOSProviderProps): ReactElement {
  // Never the hosted service: a session token of ours is nobody else's. On a server nothing is asked for.
  return createElement(BillingProvider, { sessionTokenUrl, apiUrl: apiUrl ?? globalThis.location?.origin }, children);
}

/** What the hooks of `@billingos/sdk` share with those of a query library. */
export interface QueryResult<Data> {
  /** Undefined until the first answer. */
  readonly data: Data | undefined;
  readonly isLoading: boolean;
  /** Also where nobody is signed in: AuthenticationError `signed_out`. */
  readonly error: BillingError | null;
  refetch(): Promise<void>;
}

export interface MutationResult<Input, Result> {
  /** Does it; how it went is in `error`. */
  mutate(input: Input): void;
  /** Does it; rejects with a BillingError. */
  mutateAsync(input: Input): Promise<Result>;
  readonly isPending: boolean;
  readonly error: BillingError | null;
}

export const useFeatureEntitlements = (): QueryResult<{ entitlements: readonly Entitlement[] }> =>
  useQuery(useEntitlementsView(), asEntitlements);

/** Of one metered feature or all; asked for every 30 seconds while it is shown. */
export const useUsageMetrics = (featureKey?: string): QueryResult<{ metrics: readonly UsageMetric[] }> =>
  useQuery(useUsageMetricsView(featureKey), asMetrics);

/** A `metadata.idempotency_key` is counted once. */
export function useTrackUsage(): MutationResult<UsageInput, UsageOutcome> {
  const { run, status, error = null } = useTrackUsageView();
  const mutate = useCallback((input: UsageInput) => void run(input), [run]);
  const mutateAsync = useCallback(
    async (input: UsageInput) => {
      const outcome = await run(input);
      if (outcome.status === 'error') throw outcome.error;
      return outcome.result;
    },
    [run],
  );
  return { mutate, mutateAsync, isPending: status === 'pending', error };
}

const asEntitlements = (entitlements: readonly Entitlement[]) => ({ entitlements });
const asMetrics = (metrics: readonly UsageMetric[]) => ({ metrics });

function useQuery<T, Data>(view: ResourceView<T>, shape: (data: T) => Data): QueryResult<Data> {
  return useMemo(
    () => ({
      data: view.status === 'ready' ? shape(view.data) : undefined,
      isLoading: view.status === 'loading',
      error: view.status === 'signed-out' ? new AuthenticationError('signed_out') : (view.error ?? null),
      refetch: view.refresh,
    }),
    [view, shape],
  );
}

export type { Entitlement as FeatureEntitlement, UsageMetric };
