import type { CancellationReason, PlanChangePreview, Subscription, changePlan as changing } from '../../contract/subscriptions.js';
import type * as z from 'zod/mini';
import type { Client } from '../client.js';
import { act } from './act.js';

export type PlanChanged = z.infer<typeof changing.answer>;

export interface CancelInput {
  subscriptionId: string;
  /** Default true; false ends it now. */
  cancelAtPeriodEnd?: boolean;
  cancellationReason?: CancellationReason;
  feedback?: string;
}

export interface PlanChangeInput {
  subscriptionId: string;
  newPriceId: string;
  quantity?: number;
  /** Default: upgrades now, downgrades when the paid period ends. */
  effectiveDate?: 'immediate' | 'period_end';
}

const pathOf = (id: string, verb: string): string => `/subscriptions/${encodeURIComponent(id)}/${verb}`;

export const cancelSubscription = (client: Client, { subscriptionId, ...body }: CancelInput): Promise<Subscription> =>
  act(client, `/sdk${pathOf(subscriptionId, 'cancel')}`, { body }, 'subscription');

/** Takes a cancellation back before it takes effect. */
export const reactivateSubscription = (client: Client, subscriptionId: string): Promise<Subscription> =>
  act(client, pathOf(subscriptionId, 'reactivate'), {}, 'subscription');

/** What a change would cost now. Nothing is changed. */
export const previewPlanChange = (client: Client, input: PlanChangeInput, signal?: AbortSignal): Promise<PlanChangePreview> =>
  client.request(pathOf(input.subscriptionId, 'preview-change'), { body: changeBody(input), signal });

/**
 * Changes the plan. With `confirmAmount`, the `immediate_payment` of the preview the customer saw, exactly that is
 * charged, or nothing is changed: ValidationError `amount_changed`.
 */
export const changePlan = (client: Client, input: PlanChangeInput & { confirmAmount?: number }): Promise<PlanChanged> =>
  act(
    client,
    pathOf(input.subscriptionId, 'change-plan'),
    { body: { ...changeBody(input), confirm_amount: input.confirmAmount } },
    'subscription',
  );

const changeBody = ({ newPriceId, quantity, effectiveDate }: PlanChangeInput) => ({
  new_price_id: newPriceId,
  quantity,
  effective_date: effectiveDate,
});
