import type { CancellationReason } from '../contract/subscriptions.js';

type Metadata = Record<string, unknown>;

export interface TrackUsage {
  /** Our customer id, or your own user id. */
  customerId: string;
  featureKey: string;
  /** Above 0, at most 6 decimals. */
  quantity: number;
  /** When it happened; a text is ISO 8601. Default: now, by the API's clock. */
  timestamp?: Date | string;
  /** Values of your own. An `idempotency_key` in here works like `idempotencyKey`. */
  metadata?: Metadata;
  /** A use with the same key is counted once, also across restarts of your server. Default: a new key per call. */
  idempotencyKey?: string;
}

/** A part of a long list; ask for the next one with its `nextCursor`. */
export interface PageRequest {
  /** 1 to 100. Default 20. */
  limit?: number;
  cursor?: string;
}

export interface Page<T> {
  data: T[];
  hasMore: boolean;
  nextCursor: string | null;
}

export interface CreateCustomer {
  /** The user's id in your own database. It cannot be changed later. */
  externalUserId?: string;
  externalOrganizationId?: string;
  email?: string;
  name?: string;
  metadata?: Metadata;
}

/** Changes the fields that are given; null empties one, the others stay. */
export interface UpdateCustomer {
  email?: string | null;
  name?: string | null;
  metadata?: Metadata;
}

export interface CreateSubscription {
  customerId: string;
  priceId: string;
  quantity?: number;
  metadata?: Metadata;
}

export interface UpdateSubscription {
  priceId?: string;
  quantity?: number;
  cancelAtPeriodEnd?: boolean;
  metadata?: Metadata;
}

export interface CancelSubscription {
  /** Now, instead of at the end of the paid period. */
  immediately?: boolean;
  reason?: CancellationReason;
  /** What the customer said, up to 5,000 characters. */
  feedback?: string;
}

export interface PlanChange {
  priceId: string;
  /** Default: the current one. */
  quantity?: number;
  /** Default: upgrades at once, downgrades when the paid period ends. */
  effectiveDate?: 'immediate' | 'period_end';
}

