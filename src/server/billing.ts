import {
  createCustomer,
  deleteCustomer,
  getCustomer,
  getCustomerOfUser,
  listCustomers,
  updateCustomer,
} from '../contract/customer.js';
import type { FeatureCheck } from '../contract/entitlement.js';
import { createSessionToken, revokeSessionToken, type SessionToken, type SessionTokenInput } from '../contract/session-token.js';
import type { SubscriptionStatus } from '../contract/subscription.js';
import {
  cancelSubscription,
  cancelSubscriptionWithReason,
  changePlan,
  createSubscription,
  getSubscription,
  listSubscriptions,
  previewPlanChange,
  reactivateSubscription,
  updateSubscription,
  type PlanChangePreview,
} from '../contract/subscriptions.js';
import { checkUsage, listUsageMetrics, trackUsage, type UsageMetric, type UsageRecorded } from '../contract/usage.js';
import { toCustomer, toSubscription, type Customer, type Subscription } from './answers.js';
import { createCaller, type Caller } from './call.js';
import { connect } from './connection.js';
import { withDates, type WithDates } from './dates.js';
import type {
  CancelSubscription,
  CreateCustomer,
  CreateSubscription,
  Page,
  PageRequest,
  PlanChange,
  TrackUsage,
  UpdateCustomer,
  UpdateSubscription,
} from './inputs.js';
import { assertSameEnvironment, checkedSecretKey, environmentOf, type BillingOptions, type Environment } from './options.js';
import type { CallOptions } from './transport.js';

export interface UsageMetrics {
  metrics: readonly UsageMetric[];
  customer_id: string;
}

export interface PlanChanged {
  subscription: Subscription;
  change_type: PlanChangePreview['change_type'];
  effective_date: string;
  /** Minor units. */
  amount_charged: number;
  invoice_id: string | null;
}

export type MintedSession = WithDates<SessionToken, 'expiresAt'>;

/**
 * The billing API for your own server, with the key that gives access to every customer.
 * All methods reject with a `BillingError`. Answers are as on the wire (ISO 8601 times), except those with camelCase fields:
 * there, times are `Date`.
 */
export class Billing {
  readonly apiUrl: string;
  readonly environment: Environment;
  readonly #call: Caller;

  /** @throws TypeError for options that could never work; BillingError `apikey_in_browser` in a page. */
  constructor(options: BillingOptions) {
    const secretKey = checkedSecretKey(options);
    const connection = connect(options);
    this.apiUrl = connection.apiUrl;
    this.environment = environmentOf(secretKey);
    this.#call = createCaller(connection.as({ authorization: `Bearer ${secretKey}` }));
  }

  /** Mints a short-lived token for one of your users, to hand to their page. An unknown user becomes a customer. */
  async createSessionToken(input: SessionTokenInput, options?: CallOptions): Promise<MintedSession> {
    const minted = await this.#call(createSessionToken, { body: input, ...options });
    assertSameEnvironment(this.environment, minted.sessionToken);
    return withDates(minted, 'expiresAt');
  }

  /** Ends a token at once. @param tokenId the `jti` in its payload @throws NotFoundError when it is unknown or was revoked before. */
  async revokeSessionToken(tokenId: string, options?: CallOptions): Promise<void> {
    await this.#call(revokeSessionToken, { params: { jti: tokenId }, ...options });
  }

  /** Whether this customer may use the feature now. `reason` says why not, `metadata.resets_at` (ISO 8601) when again. */
  async checkEntitlement(customerId: string, featureKey: string, options?: CallOptions): Promise<FeatureCheck> {
    return this.#call(checkUsage, { query: { customer_id: customerId, feature_key: featureKey }, ...options });
  }

  /** Records use of a metered feature. @throws QuotaExceededError when it does not fit; nothing is recorded then. */
  async trackUsage({ customerId, featureKey, quantity, timestamp, idempotencyKey, metadata }: TrackUsage, options?: CallOptions): Promise<UsageRecorded> {
    const named = idempotencyKey ?? metadata?.['idempotency_key'];
    const key = typeof named === 'string' ? named : undefined;
    const body = {
      customer_id: customerId,
      feature_key: featureKey,
      quantity,
      timestamp: timestamp instanceof Date ? timestamp.toJSON() : timestamp,
      idempotency_key: key,
      metadata,
    };
    return this.#call(trackUsage, { ...options, body, idempotencyKey: key ?? options?.idempotencyKey });
  }

  /** The customer's metered features in the current period. @param featureKey leaves out all others */
  async getUsageMetrics(customerId: string, featureKey?: string, options?: CallOptions): Promise<UsageMetrics> {
    return this.#call(listUsageMetrics, { query: { customer_id: customerId, feature_key: featureKey }, ...options });
  }

  /** @throws ConflictError `customer_exists` when this user is a customer already. */
  async createCustomer(input: CreateCustomer, options?: CallOptions): Promise<Customer> {
    const { externalUserId: external_user_id, externalOrganizationId: external_organization_id, ...rest } = input;
    return toCustomer(await this.#call(createCustomer, { body: { external_user_id, external_organization_id, ...rest }, ...options }));
  }

  /** @param customerId ours, or your own user id */
  async getCustomer(customerId: string, options?: CallOptions): Promise<Customer> {
    return toCustomer(await this.#call(getCustomer, { params: { id: customerId }, ...options }));
  }

  async getCustomerByExternalId(externalUserId: string, options?: CallOptions): Promise<Customer> {
    return toCustomer(await this.#call(getCustomerOfUser, { params: { externalUserId }, ...options }));
  }

  /** All customers, newest first. */
  async listCustomers({ email, ...page }: PageRequest & { email?: string } = {}, options?: CallOptions): Promise<Page<Customer>> {
    const answer = await this.#call(listCustomers, { query: { email, ...pageQuery(page) }, ...options });
    return { ...answer, data: answer.data.map(toCustomer) };
  }

  async updateCustomer(customerId: string, changes: UpdateCustomer, options?: CallOptions): Promise<Customer> {
    return toCustomer(await this.#call(updateCustomer, { params: { id: customerId }, body: changes, ...options }));
  }

  /** Ends sessions and subscriptions at once and erases name and address; invoices stay. */
  async deleteCustomer(customerId: string, options?: CallOptions): Promise<void> {
    await this.#call(deleteCustomer, { params: { id: customerId }, ...options });
  }

  /** Subscribes a customer and charges the card on file; without one that works it stays `incomplete`. */
  async createSubscription({ customerId, priceId, ...rest }: CreateSubscription, options?: CallOptions): Promise<Subscription> {
    return toSubscription(await this.#call(createSubscription, { body: { customer_id: customerId, price_id: priceId, ...rest }, ...options }));
  }

  async getSubscription(subscriptionId: string, options?: CallOptions): Promise<Subscription> {
    return toSubscription(await this.#call(getSubscription, { params: { id: subscriptionId }, ...options }));
  }

  /** All subscriptions, or one customer's, newest first. */
  async listSubscriptions({ customerId, status, ...page }: PageRequest & { customerId?: string; status?: SubscriptionStatus } = {}, options?: CallOptions): Promise<Page<Subscription>> {
    const answer = await this.#call(listSubscriptions, { query: { customer_id: customerId, status, ...pageQuery(page) }, ...options });
    return { ...answer, data: answer.data.map(toSubscription) };
  }

  /** Changes the price (without a preview), the end, or the metadata. */
  async updateSubscription(subscriptionId: string, changes: UpdateSubscription, options?: CallOptions): Promise<Subscription> {
    const { priceId: price_id, cancelAtPeriodEnd: cancel_at_period_end, ...rest } = changes;
    const body = { price_id, cancel_at_period_end, ...rest };
    return toSubscription(await this.#call(updateSubscription, { params: { id: subscriptionId }, body, ...options }));
  }

  /** Cancels at the end of the paid period, or now. */
  async cancelSubscription(subscriptionId: string, { immediately = false, reason, feedback }: CancelSubscription = {}, options?: CallOptions): Promise<Subscription> {
    const params = { id: subscriptionId };
    if (reason === undefined && feedback === undefined) {
      return toSubscription(await this.#call(cancelSubscription, { params, body: { immediately }, ...options }));
    }
    const body = { cancelAtPeriodEnd: !immediately, cancellationReason: reason, feedback };
    return toSubscription(await this.#call(cancelSubscriptionWithReason, { params, body, ...options }));
  }

  /** Takes back a cancellation before it takes effect. */
  async reactivateSubscription(subscriptionId: string, options?: CallOptions): Promise<Subscription> {
    return toSubscription(await this.#call(reactivateSubscription, { params: { id: subscriptionId }, ...options }));
  }

  /** What a plan change would cost; nothing is changed. */
  async previewPlanChange(subscriptionId: string, change: PlanChange, options?: CallOptions): Promise<PlanChangePreview> {
    return this.#call(previewPlanChange, { params: { id: subscriptionId }, body: planBody(change), ...options });
  }

  /** Changes the plan. @param change.confirmAmount `immediate_payment` of the preview: with any other, nothing is changed */
  async changePlan(subscriptionId: string, change: PlanChange & { confirmAmount?: number }, options?: CallOptions): Promise<PlanChanged> {
    const body = { ...planBody(change), confirm_amount: change.confirmAmount };
    const answer = await this.#call(changePlan, { params: { id: subscriptionId }, body, ...options });
    return { ...answer, subscription: toSubscription(answer.subscription) };
  }
}

const pageQuery = ({ limit, cursor }: PageRequest): { limit?: string; cursor?: string } => ({
  ...(limit !== undefined && { limit: String(limit) }),
  ...(cursor !== undefined && { cursor }),
});

const planBody = ({ priceId, quantity, effectiveDate }: PlanChange) => ({ new_price_id: priceId, quantity, effective_date: effectiveDate });
