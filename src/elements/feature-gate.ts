import { html, LitElement, type TemplateResult } from 'lit';
import type { DenyReason } from '../contract/entitlement.js';
import { accessOf, type Access, type AccessRequirement } from '../core/access.js';
import type { Client } from '../core/client.js';
import { customer } from '../core/resources/customer.js';
import { entitlements } from '../core/resources/entitlements.js';
import { products } from '../core/resources/products.js';
import { faces, featureGate } from '../locales/en.js';
import { BillingAccessChangeEvent } from './events.js';
import { askForMore } from './internal/upgrade/ask-for-more.js';
import { BillingController, type BillingHost } from './internal/client/billing-controller.js';
import { customElement } from './internal/element/custom-element.js';
import { ErrorTeller } from './internal/element/error-teller.js';
import { gateBones, gateCard } from './internal/gate/gate-card.js';
import { GateContent } from './internal/gate/gate-content.js';
import { denialOf, denialTexts } from './internal/gate/gate-denied.js';
import { listed } from './internal/element/listed.js';
import { childrenOf } from './internal/client/on-server.js';
import { property } from './internal/element/property.js';
import { OneState } from './internal/element/states.js';
import { troubleNotice, type Trouble } from './internal/element/trouble.js';
import { Words } from './internal/words/words.js';
import { base } from './styles/base.js';
import { button } from './styles/button.js';
import { face } from './styles/face.js';
import { gate } from './styles/gate.js';

const english = { faces, featureGate };

/**
 * Shows its content only while the API confirms that the customer may use it, and nothing of it before the first answer.
 * Put the content into a `<template>`: it is put beside it when the gate opens and taken out when it closes. Other children
 * are only hidden, and before the script has loaded by a rule of your own: `feature-gate:not(:defined) { display: none }`.
 *
 * A gate is a courtesy to the reader: whoever changes the page can open it. The API refuses what nobody may have for free.
 *
 * @slot - What the gate protects: a `<template>`, or elements that may be in the page while hidden.
 * @slot loading - Shown until the first answer, instead of the placeholder.
 * @slot fallback - Shown when access is denied or nobody is signed in, instead of the card.
 * @slot error - Shown when access cannot be checked, instead of the card.
 * @slot title - The denied card's title.
 * @slot text - The denied card's sentence.
 * @fires billing-access-change - The answer changed; once per transition.
 * @fires billing-upgrade-request - Someone wants the plan that opens it; cancel it to show plans your own way, instead of `upgrade-url` or the dialog.
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @fires billing-error - Access could not be checked.
 * @csspart card - The card in place of closed content.
 * @csspart lock - The lock on it.
 * @csspart notice-title
 * @csspart notice-text
 * @csspart button
 * @csspart button-primary
 * @cssstate granted
 * @cssstate denied
 */
@customElement('feature-gate')
export class FeatureGate extends LitElement implements BillingHost {
  static override styles = [base, button, face, gate];

  /** The feature that opens it: a key of your catalog. */
  @property() feature?: string;

  /** The plans that open it: product ids, separated by commas. With `feature`, both must hold. */
  @property() plan?: string;

  /** Open only while at least this many units of the feature are left. */
  @property({ type: Number }) remaining?: number;

  /** Where "See plans" leads. Without it, to a dialog with the plans, if `<pricing-table>` is loaded. */
  @property({ attribute: 'upgrade-url' }) upgradeUrl?: string;

  /** A client to use instead of the provider's. */
  @property({ attribute: false }) client?: Client;

  readonly #state = new OneState(this);
  readonly #billing = new BillingController(this);
  readonly #entitlements = this.#billing.resource(entitlements, { wanted: false });
  readonly #customer = this.#billing.resource(customer, { wanted: false });
  readonly #products = this.#billing.resource(products, { wanted: false });
  readonly #words = new Words(this, english);
  readonly #content = new GateContent(this);
  readonly #errors = new ErrorTeller(this);
  #access: Access = { status: 'unknown' };
  #told: { granted: boolean; reason: string | undefined } = { granted: false, reason: undefined };

  /** Whether the content is shown now. */
  get granted(): boolean {
    return this.#access.status === 'granted';
  }

  protected override willUpdate(): void {
    const requirement = this.#requirement();
    this.#entitlements.wanted = requirement.feature !== undefined || requirement.remaining !== undefined;
    this.#customer.wanted = requirement.plans !== undefined;
    this.#access = accessOf(requirement, { entitlements: this.#entitlements.state, customer: this.#customer.state });
    this.#products.wanted = this.#access.status === 'denied' && !this.#hasSlotted('fallback');
  }

  protected override render(): TemplateResult {
    const access = this.#access;
    if (access.status === 'granted') return html`<slot @slotchange=${this.#handleSlotChange}></slot>`;
    if (access.status === 'unknown' || !this.#words.ready) return this.#renderLoading();
    switch (access.status) {
      case 'denied':
        return this.#renderDenied(access.reason);
      case 'signed-out':
        return html`<slot name="fallback">${this.#troubleCard(access)}</slot>`;
      case 'error':
        return html`<slot name="error">${this.#troubleCard(access)}</slot>`;
    }
  }

  protected override updated(): void {
    if (this.granted) this.#content.place();
    else this.#content.clear();
    const { status } = this.#access;
    this.#state.show(status === 'granted' || status === 'denied' ? status : undefined);
    if (!this.isConnected) return; // whoever takes it out of the page knows that it shows nothing
    this.#errors.tell(this.#access);
    this.#tell();
  }

  #requirement(): AccessRequirement {
    return { feature: this.feature, plans: listed(this.plan), remaining: this.remaining };
  }

  #renderLoading(): TemplateResult {
    return html`<slot name="loading">${gateBones(this.#words.text('loading'))}</slot>`;
  }

  #renderDenied(reason: DenyReason): TemplateResult {
    // Wait for the plan that would open it: the card's words would change under the reader's eyes.
    if (this.#products.state.status === 'loading' && !this.#hasSlotted('fallback')) return this.#renderLoading();
    const { title, text, label } = denialTexts(this.#words, denialOf(this.#requirement(), reason, this.#entitlements.state, this.#products.state));
    const card = gateCard({
      title: html`<slot name="title">${title}</slot>`,
      text: html`<slot name="text">${text}</slot>`,
      action: { label, primary: true, ...askForMore(this, this.#billing, this.feature, this.upgradeUrl) },
    });
    return html`<slot name="fallback">${card}</slot>`;
  }

  #troubleCard(trouble: Trouble): TemplateResult {
    return gateCard(troubleNotice(this, this.#billing, this.#words, trouble));
  }

  #hasSlotted(name: string): boolean {
    return childrenOf(this).some(({ slot }) => slot === name);
  }

  /** Once per change. While it is closed, another question or a missing answer is no news. */
  #tell(): void {
    const access = this.#access;
    const unanswered = access.status === 'unknown' || access.status === 'error';
    if (unanswered && !this.#told.granted) return;
    const reason = access.status === 'denied' ? access.reason : access.status === 'signed-out' ? 'signed_out' : undefined;
    if (this.granted === this.#told.granted && reason === this.#told.reason) return;
    this.#told = { granted: this.granted, reason };
    this.dispatchEvent(new BillingAccessChangeEvent(this.feature, this.granted, reason));
  }

  /** For a template that comes after the gate has opened. The event also comes from a gate that has just closed. */
  readonly #handleSlotChange = (): void => {
    if (this.granted) this.#content.place();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'feature-gate': FeatureGate;
  }
}
