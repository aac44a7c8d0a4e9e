import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Client } from '../../../core/client.js';
import type { ResourceDefinition } from '../../../core/resource.js';
import { base } from '../../styles/base.js';
import { button } from '../../styles/button.js';
import { face } from '../../styles/face.js';
import { link } from '../../styles/link.js';
import { panel } from '../../styles/panel.js';
import { ActionController } from './action-controller.js';
import { BillingController, type BillingHost } from '../client/billing-controller.js';
import type { ResourceView } from '../client/resource-view.js';
import { ErrorTeller } from './error-teller.js';
import { notice, type FaceKey } from './faces.js';
import type { Groups } from '../words/languages.js';
import { property } from './property.js';
import { troubleNotice } from './trouble.js';
import { Words } from '../words/words.js';

/** What each panel says in its own words. */
interface PanelWords {
  text(key: FaceKey | 'title' | 'errorTitle' | 'signedOutTitle'): string;
}

/**
 * A card of the account that shows one resource. All have the same faces, and each draws only its own content.
 * An element that needs more resources asks `billing` for them.
 */
export abstract class PanelElement<T, Used extends Groups> extends LitElement implements BillingHost {
  static override styles = [base, button, face, link, panel];

  /** A client to use instead of the provider's. */
  @property({ attribute: false }) client?: Client;

  protected readonly billing: BillingController = new BillingController(this);
  protected readonly actions: ActionController = new ActionController(this, this.billing);
  protected readonly view: ResourceView<T>;
  protected readonly words: Words<Used>;
  readonly #errors = new ErrorTeller(this);

  /**
   * @param definition undefined if attributes decide: `view.definition` is then set before the first update
   * @param english one constant per element class: `{ faces, invoiceList }`
   */
  constructor(definition: ResourceDefinition<T> | undefined, english: Used) {
    super();
    this.view = this.billing.resource(definition);
    this.words = new Words(this, english);
  }

  /** The content of the card, once the resource is here. */
  protected abstract renderReady(data: T): TemplateResult;

  /** What is there before, of the same size. */
  protected renderBones(): TemplateResult {
    return html`<p class="bone">&nbsp;</p><p class="bone">&nbsp;</p><p class="bone">&nbsp;</p>`;
  }

  protected renderHeading(): TemplateResult {
    const words = this.#panelWords;
    return html`<h3 class="title" part="heading"><slot name="heading">${words.text('title')}</slot></h3>`;
  }

  protected override render(): TemplateResult {
    const { state } = this.view;
    if (!this.words.ready) return this.#renderLoading();
    switch (state.status) {
      case 'loading':
        return this.#renderLoading();
      case 'ready':
        return html`<section class="panel" part="panel">${this.renderHeading()} ${this.renderReady(state.data)}</section>`;
      case 'signed-out':
      case 'error':
        return html`<section class="panel" part="panel">${notice(troubleNotice(this, this.billing, this.#panelWords, state))}</section>`;
    }
  }

  protected override updated(): void {
    if (this.isConnected) this.#errors.tell(this.view.state);
  }

  /**
   * How the last action ended, read aloud; and what went wrong in it, visible too. Always rendered, so that its news is read.
   *
   * @param failure null if it is shown elsewhere
   */
  protected renderOutcome(
    errorTextOf: (code: string) => string | undefined = () => undefined,
    failure: ActionController['failure'] | null = this.actions.failure,
  ): TemplateResult {
    const { news } = this.actions;
    return html`
      <p class="hidden" role="status">${news}</p>
      <p class="trouble" part="trouble" role="alert" ?hidden=${!failure}>
        ${failure ? (errorTextOf(failure.error.code) ?? this.actions.explain(failure)) : nothing}
      </p>
    `;
  }

  /** Every panel's group has these keys besides its own, which the generic type cannot express. */
  get #panelWords(): PanelWords {
    return this.words as unknown as PanelWords;
  }

  #renderLoading(): TemplateResult {
    const words = this.#panelWords;
    return html`
      <section class="panel" part="panel" aria-busy="true">
        <span class="hidden">${words.text('loading')}</span>
        ${this.renderHeading()}
        <div class="bones" aria-hidden="true">${this.renderBones()}</div>
      </section>
    `;
  }
}
