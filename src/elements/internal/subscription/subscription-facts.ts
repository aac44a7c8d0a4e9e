import { html, nothing, type TemplateResult } from 'lit';
import type { PaymentMethod } from '../../../contract/payment-method.js';
import { cardText, recurringText, type LiveSubscription, type SubscriptionWords } from './subscription-words.js';
import { taxText } from '../plans/tax-text.js';
import { dayText } from '../words/dates.js';

/** What coupon and taxes make of it, in words. */
export interface Terms {
  readonly coupon?: string | undefined;
  readonly next?: string | undefined;
}

/** @param card null if there is none, undefined if that is not known yet */
export function subscriptionFacts(words: SubscriptionWords, it: LiveSubscription, card: PaymentMethod | null | undefined, { coupon, next }: Terms = {}): TemplateResult {
  const isTrial = it.status === 'trialing' && !it.cancelAtPeriodEnd;
  const more = [it.quantity > 1 && words.text('seats', { count: it.quantity }), taxText(words, it.taxBehavior)].filter(Boolean).join(', ');
  return html`
    <dl class="facts" part="facts">
      ${fact(
        words.text(isTrial ? 'afterTrial' : 'price'),
        html`${recurringText(words, it)}${small(more)}${small(coupon)}`,
      )}
      ${fact(words.text(it.cancelAtPeriodEnd ? 'ends' : isTrial ? 'trialEnds' : 'renews'), html`${dayText(words, it.currentPeriodEnd)}${small(next)}`)}
      ${fact(words.text('card'), card === undefined ? bone : cardText(words, card))}
    </dl>
  `;
}

const small = (text: string | undefined): unknown => (text ? html` <span class="small soft">${text}</span>` : nothing);
const fact = (name: unknown, value: unknown): TemplateResult => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
const bone = html`<span class="bone">&nbsp;</span>`;

/** The card before the answer, of the same size. */
export const subscriptionBones = html`
  <div class="content">
    <p class="plan bone">&nbsp;</p>
    <dl class="facts">${[1, 2, 3].map(() => fact(bone, bone))}</dl>
    <p class="row"><span class="button bone">&nbsp;</span></p>
  </div>
`;
