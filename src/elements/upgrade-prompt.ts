import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { accessOf, type Access } from '../core/access.js';
import type { Client } from '../core/client.js';
import { entitlements } from '../core/resources/entitlements.js';
import { products } from '../core/resources/products.js';
import { LOADING } from '../core/store.js';
import { faces, featureGate, pricingTable } from '../locales/en.js';
import { ActionController } from './internal/element/action-controller.js';
import { BillingController } from './internal/client/billing-controller.js';
import { refusals } from './internal/checkout/check-out.js';
import { customElement } from './internal/element/custom-element.js';
import { ErrorTeller } from './internal/element/error-teller.js';
import { gateBones, gateCard } from './internal/gate/gate-card.js';
import { denialOf, denialTexts } from './internal/gate/gate-denied.js';
import { listed } from './internal/element/listed.js';
import { offerOf, type Offer } from './internal/plans/plan-offer.js';
import { buttonText, headline } from './internal/plans/plan-words.js';
import { property } from './internal/element/property.js';
import { OneState } from './internal/element/states.js';
import { troubleNotice } from './internal/element/trouble.js';
import { upgradeAction, type UpgradeHost } from './internal/upgrade/upgrade-action.js';
import { Words } from './internal/words/words.js';
import { base } from './styles/base.js';
import { button } from './styles/button.js';
import { face } from './styles/face.js';
import { gate } from './styles/gate.js';
import { upgradePrompt } from './styles/upgrade-prompt.js';

const english = { faces, pricingTable, featureGate };

/**
 * For a feature that is denied or used up: shows the plan that has it, its price and a way to get it. If the customer has the
 * feature, it shows nothing and takes no room.
 *
 * A `<feature-gate>` shows the same card by itself; use this one where there is nothing to gate, or in the gate's `fallback`.
 *
 * @slot title - The card's title.
 * @slot text - The card's sentence.
 * @slot - More, below the price.
 * @fires billing-upgrade-request - Someone wants it; cancel it to show plans your own way. `choice` is the plan on offer.
 * @fires billing-checkout-request - Its checkout is about to start; cancel it to act yourself.
 * @fires billing-plan-change-request - The same, if it would change a paid subscription.
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @fires billing-error - Access or plans could not be loaded, or the checkout could not be opened.
 * @csspart card
 * @csspart lock
 * @csspart notice
 * @csspart notice-title
 * @csspart notice-text
 * @csspart price
 * @csspart amount
 * @csspart period
 * @csspart button
 * @csspart button-primary
 * @csspart failure - Why the checkout was not opened.
 * @cssstate empty - Nothing is missing, and nothing is shown.
 */
@customElement('upgrade-prompt')
export class UpgradePrompt extends LitElement implements UpgradeHost {
  static override styles = [base, button, face, gate, upgradePrompt];

  /** The feature that it is about: a key of your catalog. */
  @property() feature?: string;

  /** The plans that may be offered: product ids, separated by commas. Without `feature`, those that the customer should have. */
  @property() plans?: string;

  /** Where the button leads, instead of to the checkout of the plan on offer. */
  @property({ attribute: 'upgrade-url' }) upgradeUrl?: string;

  /** Where the hosted checkout returns to. Default: this page. */
  @property({ attribute: 'success-url' }) successUrl?: string;

  /** Where the hosted checkout returns to without payment. Default: this page. */
  @property({ attribute: 'cancel-url' }) cancelUrl?: string;

  /** A client to use instead of the provider's. */
  @property({ attribute: false }) client?: Client;

  readonly #state = new OneState(this);
  readonly #billing = new BillingController(this);
  readonly #entitlements = this.#billing.resource(entitlements, { wanted: false });
  readonly #products = this.#billing.resource(products);
  readonly #actions = new ActionController(this, this.#billing);
  readonly #refusal = refusals(this);
  readonly #words = new Words(this, english);
  readonly #errors = new ErrorTeller(this);
  #access: Access = { status: 'unknown' };

  protected override willUpdate(): void {
    this.#entitlements.wanted = this.feature !== undefined;
    this.#access = this.#accessNow();
  }

  protected override render(): TemplateResult | typeof nothing {
    const access = this.#access;
    const catalog = this.#products.state;
    if (access.status === 'granted') return nothing;
    if (access.status === 'unknown' || catalog.status === 'loading' || !this.#words.ready) return gateBones(this.#words.text('loading'));
    if (access.status === 'denied') return this.#renderDenied(access.reason);
    return gateCard(troubleNotice(this, this.#billing, this.#words, access));
  }

  protected override updated(): void {
    this.#state.show(this.#access.status === 'granted' ? 'empty' : undefined);
    if (this.isConnected) this.#errors.tell(this.#access);
  }

  get #plans(): readonly string[] | undefined {
    return listed(this.plans);
  }

  #accessNow(): Access {
    const { feature } = this;
    if (feature !== undefined) return accessOf({ feature }, { entitlements: this.#entitlements.state, customer: LOADING });
    const { state } = this.#products;
    if (state.status === 'loading') return { status: 'unknown' };
    if (state.status !== 'ready') return state;
    const hasOne = state.data.products.some(({ id, isCurrentPlan }) => isCurrentPlan && this.#plans?.includes(id));
    return hasOne || !this.#plans ? { status: 'granted' } : { status: 'denied', reason: 'feature_not_in_plan' };
  }

  #renderDenied(reason: Extract<Access, { status: 'denied' }>['reason']): TemplateResult {
    const words = this.#words;
    const catalog = this.#products.state;
    const requirement = { feature: this.feature, plans: this.#plans };
    const denial = denialOf(requirement, reason, this.#entitlements.state, catalog);
    const { title, text, label } = denialTexts(words, denial);
    const offer = catalog.status === 'ready' && denial.plan ? offerOf(catalog.data, denial.plan, { lang: words.lang }) : undefined;
    const leads = offer && this.upgradeUrl === undefined ? buttonText(words, offer.plan) : label;
    return html`
      ${gateCard({
        title: html`<slot name="title">${title}</slot>`,
        text: html`<slot name="text">${text}</slot>${offer ? this.#renderPrice(offer) : nothing}<slot></slot>`,
        action: upgradeAction(this, this.#billing, this.#actions, leads, offer),
      })}
      <p class="failure" part="failure" role="alert">${this.#refusal(words, this.#actions.failure?.error)}</p>
      <p class="hidden" role="status">${this.#actions.busy === undefined ? nothing : words.text('starting')}</p>
    `;
  }

  #renderPrice({ plan }: Offer): TemplateResult {
    const { from, amount, per, spoken } = headline(this.#words, plan);
    return html`<span class="price" part="price">
      ${from} <strong class="amount number" part="amount">${amount}</strong>
      <span part="period"><span aria-hidden="true">${per}</span><span class="hidden">${spoken}</span></span>
    </span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'upgrade-prompt': UpgradePrompt;
  }
}
