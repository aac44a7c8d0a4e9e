import { html, nothing, type TemplateResult } from 'lit';
import type { PlanChangePreview, PlanOption, ProrationLine, Subscription } from '../../../contract/subscriptions.js';
import type { planChange } from '../../../locales/en/plan-change.js';
import type { faces } from '../../../locales/en.js';
import { amountText } from '../words/amount.js';
import { moneyText } from '../words/money.js';
import type { SubscriptionFrame } from './subscription-frame.js';
import { cardText, recurringText } from './subscription-words.js';
import { dayText } from '../words/dates.js';
import { planText } from '../plans/next-plan.js';
import { taxText } from '../plans/tax-text.js';
import type { Words } from '../words/words.js';

export type ChangeWords = Words<{ faces: typeof faces; planChange: typeof planChange }>;

/** Whether the change waits for the end of the paid period. */
const isLater = ({ change_type: type, effective_date: at }: PlanChangePreview, { currentPeriodEnd }: Pick<Subscription, 'currentPeriodEnd'>): boolean =>
  type !== 'none' && Date.parse(at) === Date.parse(currentPeriodEnd);

/** What a change costs, line by line, and what the plan costs from then on. */
export function changePreview(words: ChangeWords, { words: panelWords, subscription, card: cardOf }: SubscriptionFrame, preview: PlanChangePreview): TemplateResult {
  const { new_plan: next, proration } = preview;
  const money = (amount: number): string => moneyText(words, amount, next.currency);
  const tax = taxText(panelWords, next.tax_behavior);
  const recurring = recurringText(panelWords, { ...next, intervalCount: next.interval_count });
  const price = tax ? `${recurring}, ${tax}` : recurring;
  if (isLater(preview, subscription())) {
    const date = dayText(panelWords, preview.effective_date);
    return html`<p>${words.text('staysUntil', { ...planTexts(words, preview), date, price })} ${nextPayment(words, preview, date)}</p>`;
  }
  const card = cardOf();
  const date = dayText(panelWords, preview.next_billing_date);
  const kept = proration.unused_time_credit - proration.new_plan_charge;
  return html`
    <div class="sums">
      ${proration.breakdown.map((line) => html`<p><span>${lineText(words, preview, line)}</span><span>${withMinus(money(line.amount))}</span></p>`)}
      <p class="total"><span>${words.text('dueToday')}</span><span>${money(proration.immediate_payment)}</span></p>
    </div>
    <p class="hint">
      ${words.text('afterwards', { price, date })} ${nextPayment(words, preview, date)}
      ${kept > 0 ? words.text('creditKept', { amount: money(kept) }) : nothing}
      ${proration.immediate_payment > 0 && card ? words.text('chargedTo', { card: cardText(panelWords, card) }) : nothing}
    </p>
  `;
}

/** Where coupon or tax make the next payment other than the price. */
const nextPayment = (words: ChangeWords, { next_amount: amount, new_plan: next }: PlanChangePreview, date: string): unknown =>
  typeof amount === 'number' && amount !== next.amount ? words.text('nextPayment', { date, amount: moneyText(words, amount, next.currency) }) : nothing;

/** In Arabic a minus is marked as left-to-right, which would take the number and its currency along. */
const withMinus = (money: string): string => money.replace(/\u200e(-\S+)/, '\u2066$1\u2069');

/** In the reader's language if the API says what kind of line it is, else in the API's words. */
function lineText(words: ChangeWords, preview: PlanChangePreview, { kind, description, feature_title: feature, quantity, unit }: ProrationLine): string {
  const { new_plan: next, current_plan: current, proration } = preview;
  switch (kind) {
    case 'new_plan': {
      const { remaining_days: count, total_days: total } = proration;
      const plan = next.product_name;
      const isWhole = next.interval !== current.interval || next.interval_count !== current.interval_count;
      return isWhole || count === undefined || total === undefined ? plan : words.text('planDays', { plan, count, total });
    }
    case 'unused_time':
      return words.text('unusedTime', { plan: current.product_name });
    case 'usage':
      return feature === undefined || quantity === undefined ? description : words.text('used', { feature, amount: amountText(words, quantity, unit) });
    case 'credit':
      return words.text('earlierCredit');
    case 'tax':
      return words.text('tax');
    default:
      return description;
  }
}

/** The texts of both plans; if they are the same plan, of what differs. */
export function planTexts(words: ChangeWords, { current_plan, new_plan }: PlanChangePreview): { readonly current: string; readonly plan: string } {
  const [current, next] = [termsOf(current_plan), termsOf(new_plan)];
  const isSame = current.productId === next.productId;
  return { current: isSame ? planText(words, current, next) : current.productName, plan: planText(words, next, current) };
}

const termsOf = ({ product_id: productId, product_name: productName, quantity, interval, interval_count: intervalCount }: PlanOption) => ({ productId, productName, quantity, interval, intervalCount });
