import type * as z from 'zod/mini';
import type { PlanChangePreview, changePlan as changing, listAvailablePlans } from '../../contract/subscriptions.js';
import { action } from './action.js';

/** Fields as on the wire. */
export interface PlanChangeInput {
  subscriptionId: string;
  new_price_id: string;
  quantity?: number;
  /** Default: upgrades now, downgrades when the paid period ends. */
  effective_date?: 'immediate' | 'period_end';
}

export interface ConfirmedPlanChange extends PlanChangeInput {
  /** `immediate_payment` of the preview: exactly that is charged, or nothing is changed (ValidationError `amount_changed`). */
  confirm_amount?: number;
}

export type PlanChanged = z.infer<typeof changing.answer>;

export type AvailablePlans = z.infer<typeof listAvailablePlans.answer>;

/** What a subscription can be changed to, in its own currency. */
export const getAvailablePlans = /* @__PURE__ */ action<{ subscriptionId: string }, AvailablePlans>('GET /subscriptions/{subscriptionId}/available-plans');

/** What a change would cost now. Nothing is changed. */
export const previewPlanChange = /* @__PURE__ */ action<PlanChangeInput, PlanChangePreview>('POST /subscriptions/{subscriptionId}/preview-change');

export const changePlan = /* @__PURE__ */ action<ConfirmedPlanChange, PlanChanged>('POST /subscriptions/{subscriptionId}/change-plan', 'subscription');
