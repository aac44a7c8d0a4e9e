import type { LitElement, TemplateResult } from 'lit';
import type { Invoice } from '../../../contract/invoice.js';
import type { PaymentMethod } from '../../../contract/payment-method.js';
import type { Subscription } from '../../../contract/subscriptions.js';
import type { UsageMetric } from '../../../contract/usage.js';
import { retryInvoice } from '../../../core/actions/account.js';
import { subscriptions } from '../../../core/resources/account.js';
import { products } from '../../../core/resources/products.js';
import { billingAlert } from '../../../locales/en/billing-alert.js';
import type { faces } from '../../../locales/en.js';
import { BillingInvoicePaidEvent, BillingInvoiceRetryRequestEvent } from '../../events.js';
import { alert as styles } from '../../styles/alert.js';
import type { ActionController } from '../element/action-controller.js';
import { ADD_CARD, addCard } from '../account/add-card.js';
import { alertCard, type AlertCard } from './alert-card.js';
import type { Alert } from './alert-choice.js';
import type { BillingController } from '../client/billing-controller.js';
import type { ResourceView } from '../client/resource-view.js';
import { dateText, nearDayText } from '../words/dates.js';
import type { Action } from '../element/faces.js';
import { known } from '../element/known.js';
import { moneyText } from '../words/money.js';
import { adoptLate } from '../element/on-demand.js';
import { PAYMENT_REFUSALS } from '../account/payment-refusals.js';
import { askToKeep, keepPlan } from '../subscription/keep-plan.js';
import { untilShown } from '../client/until-shown.js';
import type { UpgradeHost } from '../upgrade/upgrade-action.js';
import { UsageOffer } from './usage-offer.js';
import type { Words } from '../words/words.js';

export interface AlertSurroundings {
  readonly host: LitElement & UpgradeHost;
  readonly billing: BillingController;
  readonly actions: ActionController;
  readonly words: Words<{ faces: typeof faces }>;
  readonly cards: ResourceView<readonly PaymentMethod[]>;
}

const english = { billingAlert };
const MONTH: Intl.DateTimeFormatOptions = { month: 'long', year: 'numeric', timeZone: 'UTC' };
const [PAY, KEEP] = ['pay', 'keep'];

/** How an alert looks, and what its buttons do. */
export class AlertDrawing {
  readonly #around: AlertSurroundings;
  readonly #words;
  readonly #offer: UsageOffer;

  constructor(around: AlertSurroundings) {
    const { host, billing, words } = around;
    this.#around = around;
    this.#words = words.and(english);
    this.#offer = new UsageOffer(words, billing.resource(products, { wanted: false }));
    adoptLate(host, styles);
  }

  render(alert: Alert, dismiss: (() => void) | undefined): TemplateResult | undefined {
    const card = this.#card(alert);
    if (!card) return undefined;
    const { actions } = this.#around;
    const error = actions.failure?.error;
    const refused = error && known(PAYMENT_REFUSALS, error.code);
    return alertCard({
      ...card,
      failure: actions.failure && (refused ? this.#words.text(refused) : actions.explain(actions.failure)),
      dismiss: dismiss && { label: this.#offer.dismissLabel, run: dismiss },
    });
  }

  /** Undefined while a part of it is being fetched: it would change under the reader's eyes. */
  #card(alert: Alert): AlertCard | undefined {
    switch (alert.kind) {
      case 'unpaid':
      case 'incomplete':
        return this.#unpaid(alert.kind, alert.subscription, alert.invoice);
      case 'trial':
        return this.#trial(alert.subscription);
      case 'ending':
        return this.#ending(alert.subscription);
      case 'over':
      case 'near':
        return this.#usage(alert.metric);
      case 'card':
        return this.#expiring(alert.card, alert.hasExpired);
    }
  }

  #unpaid(kind: 'unpaid' | 'incomplete', subscription: Subscription, invoice: Invoice | undefined): AlertCard {
    const words = this.#words;
    const amount = invoice && moneyText(words, invoice.amountDue, invoice.currency);
    const date = invoice?.nextAttemptAt && nearDayText(words, invoice.nextAttemptAt);
    return {
      tone: 'bad',
      title: words.text(kind === 'unpaid' ? 'unpaidTitle' : 'incompleteTitle'),
      text: amount === undefined ? '' : date ? words.text('openRetry', { amount, date }) : words.text('open', { amount }),
      buttons: [
        this.#cardAction(words.text('updateCard')),
        invoice && this.#action(PAY, words.text('pay', { amount: amount ?? '' }), () => this.#pay(subscription, invoice)),
      ],
    };
  }

  #trial({ productName: plan, trialEnd, amount, nextAmount, currency }: Subscription): AlertCard {
    const words = this.#words;
    const { state } = this.#around.cards;
    const hasNoCard = state.status === 'ready' && state.data.length === 0;
    return {
      tone: 'info',
      title: words.text('trialTitle', { plan, date: nearDayText(words, trialEnd ?? '') }),
      text: hasNoCard ? words.text('trialNoCard') : words.text('trialText', { amount: moneyText(words, nextAmount ?? amount, currency) }),
      buttons: [hasNoCard ? this.#cardAction(words.text('addCard')) : undefined],
    };
  }

  #ending(subscription: Subscription): AlertCard {
    const words = this.#words;
    const { productName: plan, currentPeriodEnd } = subscription;
    return {
      tone: 'warn',
      title: words.text('endingTitle', { plan, date: nearDayText(words, currentPeriodEnd) }),
      text: words.text('endingText'),
      buttons: [this.#action(KEEP, words.text('keep', { plan }), () => this.#keep(subscription))],
    };
  }

  #usage(metric: UsageMetric): AlertCard | undefined {
    const { host, billing, actions } = this.#around;
    const found = this.#offer.of(metric, undefined);
    return found && { ...found.texts, buttons: [this.#offer.action(host, billing, actions, found.offer)] };
  }

  #expiring({ brand, last4, expMonth, expYear }: PaymentMethod, hasExpired: boolean): AlertCard {
    const words = this.#words;
    const month = dateText(words, new Date(Date.UTC(expYear, expMonth - 1, 15)).toISOString(), MONTH);
    return {
      tone: 'warn',
      title: words.text(hasExpired ? 'cardExpired' : 'cardExpires', { brand, last4, month }),
      text: words.text('cardText'),
      buttons: [this.#cardAction(words.text('updateCard'))],
    };
  }

  #cardAction(label: string): Action {
    const { host, actions } = this.#around;
    return this.#action(ADD_CARD, label, () => addCard(host, actions));
  }

  #action(name: string, label: string, run: () => Promise<void>): Action {
    return { label, busy: this.#around.actions.busy === name, run: () => void run() };
  }

  async #pay({ productName: plan }: Subscription, invoice: Invoice): Promise<void> {
    const { host, actions } = this.#around;
    const ask = new BillingInvoiceRetryRequestEvent(invoice);
    const paid = await actions.run(PAY, ask, (client) => untilShown(client, subscriptions, retryInvoice(client, { invoiceId: invoice.id })));
    if (!paid) return;
    actions.say(this.#words.text('paid', { plan }));
    host.dispatchEvent(new BillingInvoicePaidEvent(paid));
  }

  async #keep(subscription: Subscription): Promise<void> {
    const { host, actions } = this.#around;
    const kept = await actions.run(KEEP, askToKeep(subscription), (client) => untilShown(client, subscriptions, keepPlan(client, subscription)));
    if (!kept) return;
    actions.say(this.#words.text('kept', { plan: subscription.productName }));
    host.dispatchEvent(kept);
  }
}
