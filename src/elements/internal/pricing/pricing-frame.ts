import type { Plan } from '../plans/plan-list.js';
import type { TableWords } from '../plans/plan-words.js';
import type { PricingView } from './pricing-view.js';

/** What the templates of a pricing table need: what they show, its words, and what its buttons do. */
export interface PricingFrame extends PricingView {
  readonly words: TableWords;
  readonly compact: boolean;
  /** The product whose checkout is being opened. */
  readonly busy: string | undefined;
  readonly failureOf: (plan: Plan) => string | undefined;
  readonly linkFor: (plan: Plan) => string | undefined;
  /** The reader chose another rhythm, currency or number of seats. */
  readonly change: (choice: { interval: string } | { currency: string } | { seats: number }) => void;
  readonly choose: (plan: Plan, event: Event) => void;
}
