import type { FeatureCheck } from '../contract/entitlement.js';
import { createSessionToken, revokeSessionToken, type SessionToken, type SessionTokenInput } from '../contract/session-token.js';
import { checkUsage, listUsageMetrics, trackUsage, type UsageMetric, type UsageRecorded } from '../contract/usage.js';
import { createCaller, type Caller } from './call.js';
import { connect } from './connection.js';
import { withDates, type WithDates } from './dates.js';
import { assertSecretKey, environmentOf, type BillingOptions, type Environment } from './options.js';
import type { CallOptions } from './transport.js';

export interface UsageMetrics {
  metrics: readonly UsageMetric[];
  customer_id: string;
}

export type MintedSession = WithDates<SessionToken, 'expiresAt'>;

export interface TrackUsage {
  /** Our customer id, or your own user id. */
  customerId: string;
  featureKey: string;
  /** Above 0, at most 6 decimals. */
  quantity: number;
  /** When it happened. Default: now, by the API's clock. */
  timestamp?: Date;
  /** Values of your own. An `idempotency_key` in here is counted once, as `idempotencyKey` is. */
  metadata?: Record<string, unknown>;
  /** Counted once, also over restarts of your server. Default: one per call. */
  idempotencyKey?: string;
}

/**
 * The billing API from your own server, with the key that reaches every customer.
 * All methods reject with a `BillingError`. Answers are as on the wire (ISO 8601 times), but for those with camelCase
 * fields: there, times are `Date`.
 */
export class Billing {
  readonly apiUrl: string;
  readonly environment: Environment;
  readonly #call: Caller;

  /** @throws TypeError for options that could never work; BillingError `apikey_in_browser` in a page. */
  constructor(options: BillingOptions) {
    assertSecretKey(options);
    const connection = connect(options);
    this.apiUrl = connection.apiUrl;
    this.environment = environmentOf(options.secretKey);
    this.#call = createCaller(connection.as({ authorization: `Bearer ${options.secretKey}` }));
  }

  /** Mints a short-lived token for one of your users, to hand to their page. A user unknown so far becomes a customer. */
  async createSessionToken(input: SessionTokenInput, options?: CallOptions): Promise<MintedSession> {
    return withDates(await this.#call(createSessionToken, { body: input, ...options }), 'expiresAt');
  }

  /** Ends a token at once. @param tokenId the `jti` in its payload @throws NotFoundError when it is unknown or was revoked before. */
  async revokeSessionToken(tokenId: string, options?: CallOptions): Promise<void> {
    await this.#call(revokeSessionToken, { params: { jti: tokenId }, ...options });
  }

  /** May this customer use the feature now? `reason` says why not, `metadata.resets_at` when again (ISO 8601). */
  checkEntitlement(customerId: string, featureKey: string, options?: CallOptions): Promise<FeatureCheck> {
    return this.#call(checkUsage, { query: { customer_id: customerId, feature_key: featureKey }, ...options });
  }

  /** Records use of a metered feature. @throws QuotaExceededError when it does not fit; nothing is recorded then. */
  trackUsage({ customerId, featureKey, quantity, timestamp, idempotencyKey, metadata }: TrackUsage, options?: CallOptions): Promise<UsageRecorded> {
    const named = idempotencyKey ?? metadata?.['idempotency_key'];
    const key = typeof named === 'string' ? named : undefined;
    const body = {
      customer_id: customerId,
      feature_key: featureKey,
      quantity,
      timestamp: timestamp?.toISOString(),
      idempotency_key: key,
      metadata,
    };
    return this.#call(trackUsage, { body, idempotencyKey: key, ...options });
  }

  /** The customer's metered features in the current period. @param featureKey leaves out all others */
  getUsageMetrics(customerId: string, featureKey?: string, options?: CallOptions): Promise<UsageMetrics> {
    return this.#call(listUsageMetrics, { query: { customer_id: customerId, feature_key: featureKey }, ...options });
  }
}
