import { html, nothing, type TemplateResult } from 'lit';
import type { CancellationReason } from '../../../contract/subscriptions.js';
import { cancelSubscription } from '../../../core/actions/subscription.js';
import { subscriptions } from '../../../core/resources/account.js';
import { entitlements } from '../../../core/resources/entitlements.js';
import { planCancel } from '../../../locales/en/plan-cancel.js';
import { faces } from '../../../locales/en.js';
import { BillingCancelRequestEvent, BillingSubscriptionChangeEvent, type Cancellation } from '../../events.js';
import type { DialogPart, SubscriptionFrame } from './subscription-frame.js';
import { untilShown } from '../client/until-shown.js';
import { dayText } from '../words/dates.js';
import { Words } from '../words/words.js';

const english = { faces, planCancel };
const REASONS: readonly CancellationReason[] = ['too_expensive', 'missing_features', 'found_alternative', 'no_longer_needed', 'other'];
const MOST_CHARACTERS = 5000;

/** The dialog for cancelling: what is lost, when, and why. */
export class CancelFlow implements DialogPart {
  readonly #frame: SubscriptionFrame;
  readonly #words: Words<typeof english>;
  readonly #entitlements;
  #isNow = false;
  #opening = {};

  constructor(frame: SubscriptionFrame) {
    this.#frame = frame;
    this.#words = new Words(frame.host, english);
    this.#entitlements = frame.billing.resource(entitlements, { wanted: false });
  }

  reset(): void {
    this.#isNow = false;
    this.#opening = {};
    this.#entitlements.wanted = false;
  }

  render(): TemplateResult {
    this.#entitlements.wanted = true;
    const { actions, words: panelWords } = this.#frame;
    const subscription = this.#frame.subscription();
    const words = this.#words;
    const plan = subscription.productName;
    const isBusy = actions.busy !== undefined;
    const { failure } = actions;
    const lost = this.#lost();
    return html`
      <form @submit=${(event: SubmitEvent) => void this.#submit(event)}>
        <h3 class="title" tabindex="-1">${words.text('title', { plan })}</h3>
        ${lost ? html`<p>${words.text('lost', { plan, features: lost })}</p>` : nothing} ${this.#canWait ? this.#renderTiming() : nothing}
        <fieldset class="reasons">
          <legend>${words.text('why')}</legend>
          ${REASONS.map((reason) => html`<label class="choice"><input type="radio" name="reason" value=${reason} /> ${words.text(reason)}</label>`)}
        </fieldset>
        <label class="field">
          <span>${words.text('feedback')}</span>
          <textarea class="input" name="feedback" rows="3" maxlength=${MOST_CHARACTERS}></textarea>
        </label>
        <p class="trouble" role="alert" ?hidden=${!failure}>
          ${failure ? (failure.error.code === 'subscription_ended' ? words.text('ended') : actions.explain(failure)) : nothing}
        </p>
        <div class="row start">
          <button class="button bad" type="submit" aria-disabled=${isBusy}>${words.text(isBusy ? 'canceling' : 'submit', { plan })}</button>
          <button class="button" type="button" @click=${() => this.#frame.close()}>${panelWords.text('keep', { plan })}</button>
        </div>
      </form>
    `;
  }

  #renderTiming(): TemplateResult {
    const { words: panelWords, host } = this.#frame;
    const subscription = this.#frame.subscription();
    const words = this.#words;
    const option = (isNow: boolean, label: string, text: string): TemplateResult => {
      const choose = (): void => {
        this.#isNow = isNow;
        host.requestUpdate();
      };
      return html`
        <label class="option">
          <input type="radio" name="when" .checked=${isNow === this.#isNow} @change=${choose} />
          <span class="strong">${label}</span>
          <span class="hint">${text}</span>
        </label>
      `;
    };
    return html`
      <fieldset class="options">
        <legend>${words.text('when')}</legend>
        ${option(false, words.text('atPeriodEnd', { date: dayText(panelWords, subscription.currentPeriodEnd) }), words.text('atPeriodEndText'))}
        ${option(true, words.text('now'), words.text('nowText'))}
      </fieldset>
    `;
  }

  /** Whether it can end with the period: if nothing was paid there is no period to wait for. */
  get #canWait(): boolean {
    const { status } = this.#frame.subscription();
    return status !== 'incomplete' && status !== 'unpaid';
  }

  #lost(): string | undefined {
    const { state } = this.#entitlements;
    if (state.status !== 'ready') return undefined;
    const { productName } = this.#frame.subscription();
    const titles = state.data.filter((it) => it.has_access && it.product_name === productName).map((it) => it.feature_title);
    return titles.length > 0 ? new Intl.ListFormat(this.#words.lang).format(titles) : undefined;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const { actions, words: panelWords } = this.#frame;
    const subscription = this.#frame.subscription();
    const opening = this.#opening;
    const cancellation = read(new FormData(event.target), this.#canWait && !this.#isNow);
    const ask = new BillingCancelRequestEvent(subscription, cancellation);
    const input = { subscriptionId: subscription.id, ...cancellation };
    const plan = subscription.productName;
    const canceled = await actions.run('cancel', ask, (client) => untilShown(client, subscriptions, cancelSubscription(client, input)));
    if (canceled) {
      const news = canceled.endedAt
        ? this.#words.text('endedNow', { plan })
        : this.#words.text('endsOn', { plan, date: dayText(panelWords, canceled.currentPeriodEnd) });
      return this.#frame.finish(new BillingSubscriptionChangeEvent(canceled, 'cancellation'), news);
    }
    if (!actions.failure && actions.busy === undefined && opening === this.#opening) this.#frame.close(); // the page took over
  }
}

function read(form: FormData, cancelAtPeriodEnd: boolean): Cancellation {
  const reason = REASONS.find((it) => it === form.get('reason'));
  const feedback = form.get('feedback');
  return {
    cancelAtPeriodEnd,
    ...(reason && { cancellationReason: reason }),
    ...(typeof feedback === 'string' && feedback.trim() && { feedback: feedback.trim() }),
  };
}
