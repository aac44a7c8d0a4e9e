import { html, nothing, type TemplateResult } from 'lit';
import type { Invoice } from '../../../contract/invoice.js';
import type { Subscription } from '../../../contract/subscriptions.js';
import { retryInvoice } from '../../../core/actions/account.js';
import { subscriptions } from '../../../core/resources/account.js';
import { invoices } from '../../../core/resources/account.js';
import { planNotes } from '../../../locales/en/plan-notes.js';
import { faces } from '../../../locales/en.js';
import { BillingInvoicePaidEvent, BillingInvoiceRetryRequestEvent } from '../../events.js';
import { addCard } from '../account/add-card.js';
import { known } from '../element/known.js';
import { moneyText } from '../words/money.js';
import { PAYMENT_REFUSALS } from '../account/payment-refusals.js';
import { askToKeep, keepPlan } from './keep-plan.js';
import type { SubscriptionFrame } from './subscription-frame.js';
import { untilShown } from '../client/until-shown.js';
import { isUnpaid } from './subscription-words.js';
import { planText } from '../plans/next-plan.js';
import { dayText } from '../words/dates.js';
import { Words } from '../words/words.js';

const english = { faces, planNotes };

const [PAY, KEEP] = ['pay', 'keep'];

/** Notes on a subscription that needs something (a payment failed, it ends, it changes), with what can be done. */
export class SubscriptionNotes {
  readonly #frame: SubscriptionFrame;
  readonly #words: Words<typeof english>;
  readonly #invoices;

  constructor(frame: SubscriptionFrame) {
    this.#frame = frame;
    this.#words = new Words(frame.host, english);
    this.#invoices = frame.billing.resource(invoices, { wanted: false });
  }

  render(): TemplateResult {
    const { words: panelWords } = this.#frame;
    const words = this.#words;
    const it = this.#frame.subscription();
    const { productName: plan, pendingChange: pending } = it;
    this.#invoices.wanted = isUnpaid(it);
    const invoice = this.#openInvoice(it);
    return html`
      ${isUnpaid(it) ? this.#renderNote(words.text('unpaidText', { plan }), invoice && this.#renderPay(it, invoice)) : nothing}
      ${it.cancelAtPeriodEnd
        ? this.#renderNote(words.text('endingText', { plan, date: dayText(panelWords, it.currentPeriodEnd) }), this.#renderKeep(it))
        : nothing}
      ${pending
        ? this.#renderNote(
            words.text('pendingText', { plan: planText(words, pending, it), date: dayText(panelWords, pending.effectiveAt) }),
            this.#renderKeep(it),
          )
        : nothing}
      ${this.#renderTrouble()}
    `;
  }

  #renderNote(text: string, action: TemplateResult | undefined): TemplateResult {
    return html`<div class="note row" part="note"><p>${text}</p>${action ?? nothing}</div>`;
  }

  #renderButton(label: string, names: string, run: () => unknown): TemplateResult {
    return html`<button class=${names} part="button" type="button" aria-disabled=${this.#frame.actions.busy !== undefined} @click=${run}>${label}</button>`;
  }

  #renderKeep(it: Subscription): TemplateResult {
    return this.#renderButton(this.#frame.words.text('keep', { plan: it.productName }), 'button primary', () => this.#keep(it));
  }

  #renderPay(it: Subscription, invoice: Invoice): TemplateResult {
    const amount = moneyText(this.#words, invoice.amountDue, invoice.currency);
    return this.#renderButton(this.#words.text('pay', { amount }), 'button primary', () => this.#pay(it, invoice));
  }

  /** Always rendered, so that its news is heard. */
  #renderTrouble(): TemplateResult {
    const { actions, host } = this.#frame;
    const words = this.#words;
    // A failure in a dialog is shown there. And if the action came true all the same, there is no trouble any more.
    const it = this.#frame.subscription();
    const noted = [isUnpaid(it) && PAY, (it.cancelAtPeriodEnd || it.pendingChange) && KEEP];
    const failure = actions.failure && noted.includes(actions.failure.name) ? actions.failure : undefined;
    const refused = failure && known(PAYMENT_REFUSALS, failure.error.code);
    return html`
      <p class="trouble" part="trouble" role="alert" ?hidden=${!failure}>${failure ? (refused ? words.text(refused) : actions.explain(failure)) : nothing}</p>
      ${refused ? html`<p>${this.#renderButton(words.text('addCard'), 'button', () => void addCard(host, actions))}</p>` : nothing}
    `;
  }

  #openInvoice({ id }: Subscription): Invoice | undefined {
    const { state } = this.#invoices;
    return state.status === 'ready' ? state.data.find((it) => it.subscriptionId === id && it.status === 'open') : undefined;
  }

  async #pay(it: Subscription, invoice: Invoice): Promise<void> {
    const ask = new BillingInvoiceRetryRequestEvent(invoice);
    const paid = await this.#frame.actions.run(PAY, ask, (client) => untilShown(client, subscriptions, retryInvoice(client, { invoiceId: invoice.id })));
    if (paid) this.#frame.finish(new BillingInvoicePaidEvent(paid), this.#words.text('paid', { plan: it.productName }));
  }

  async #keep(it: Subscription): Promise<void> {
    const kept = await this.#frame.actions.run(KEEP, askToKeep(it), (client) => untilShown(client, subscriptions, keepPlan(client, it)));
    if (kept) this.#frame.finish(kept, this.#words.text('kept', { plan: it.productName }));
  }
}
