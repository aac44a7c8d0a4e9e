import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Client } from '../core/client.js';
import { products } from '../core/resources/products.js';
import { faces, pricingTable } from '../locales/en.js';
import { BillingController, type BillingHost } from './internal/client/billing-controller.js';
import { customElement } from './internal/element/custom-element.js';
import { ErrorTeller } from './internal/element/error-teller.js';
import { notice, type Notice } from './internal/element/faces.js';
import { listed } from './internal/element/listed.js';
import { childrenOf } from './internal/client/on-server.js';
import { PricingDrawing } from './internal/pricing/pricing-drawing.js';
import { skeleton, switchBone } from './internal/pricing/pricing-skeleton.js';
import { PricingSource } from './internal/pricing/pricing-source.js';
import { property } from './internal/element/property.js';
import { OneState } from './internal/element/states.js';
import { troubleNotice, type Trouble } from './internal/element/trouble.js';
import { Words } from './internal/words/words.js';
import { base } from './styles/base.js';
import { button } from './styles/button.js';
import { face } from './styles/face.js';
import { pricingControls } from './styles/pricing-controls.js';
import { pricingFrame } from './styles/pricing-frame.js';
import { pricingPlans } from './styles/pricing-plans.js';
import { spinner } from './styles/spinner.js';

/** Cards side by side, or a table of all features. */
export type PricingLayout = 'cards' | 'comparison';

type Face = { readonly status: 'loading' | 'ready' | 'empty' } | Trouble;

const english = { faces, pricingTable };
const panel = (content: Notice): TemplateResult => html`<div class="card" part="card">${notice(content)}</div>`;
/** How many cards are drawn before the answer, if `plans` does not say. */
const USUAL_PLANS = 4;

/**
 * Shows the plans on sale, with the prices, the current plan and the one thing that can be done about each, and starts
 * the checkout of the one that is chosen. It works with a provider, with a publishable key of its own, and without any API
 * with plans that come with the page: `src`, or a `<script type="application/json">` inside it.
 *
 * The content of the element is shown until the plans are here, and if they cannot be loaded.
 *
 * @slot - Plain HTML for when there is no script, and the inline JSON.
 * @slot heading
 * @slot description - A sentence under the heading.
 * @slot footer
 * @slot plan-<id> - More at the end of one plan's card.
 * @slot action-<id> - Instead of one plan's button.
 * @fires billing-checkout-request - Someone chose a plan; cancel it to act yourself.
 * @fires billing-plan-change-request - The same, if it would change a paid subscription.
 * @fires billing-signup-request - The same, if nobody is signed in.
 * @fires billing-contact-request - Someone wants to talk about a plan without a price.
 * @fires billing-subscription-change - A plan that was going to end is kept.
 * @fires billing-sign-in-request - Someone wants to sign in. Unless this is canceled, the session is asked for again.
 * @fires billing-error - The plans could not be loaded, or a checkout could not be opened.
 * @csspart heading
 * @csspart description - Of the table, and of each plan.
 * @csspart controls - Seats, currency and billing period.
 * @csspart toggle
 * @csspart toggle-option
 * @csspart saving
 * @csspart currency
 * @csspart seats
 * @csspart input
 * @csspart step
 * @csspart plans
 * @csspart plan
 * @csspart plan-highlighted
 * @csspart plan-current
 * @csspart flag
 * @csspart name
 * @csspart badge
 * @csspart price
 * @csspart amount
 * @csspart period
 * @csspart billed
 * @csspart button
 * @csspart button-primary
 * @csspart failure
 * @csspart features
 * @csspart details
 * @csspart comparison - The feature table.
 * @csspart group - A heading in it.
 * @csspart banner - How the checkout ended that led back to this page.
 * @csspart card - What is shown in place of the plans: an error, or nobody signed in.
 * @csspart notice
 * @csspart notice-title
 * @csspart notice-text
 * @cssprop [--plan-width=15em] - How narrow a card may become.
 * @cssprop [--sticky-top=0px] - Where the comparison's plan heads stick: the height of your fixed header.
 * @cssstate loading
 * @cssstate ready
 * @cssstate empty
 * @cssstate signed-out
 * @cssstate error
 * @cssstate busy - A checkout is being opened.
 */
@customElement('pricing-table')
export class PricingTable extends LitElement implements BillingHost {
  static override styles = [base, button, face, pricingFrame, pricingControls, pricingPlans, spinner];

  /** As cards, or as a table that compares all features. */
  @property() layout: PricingLayout = 'cards';

  /** The plans to show, in this order: product ids, separated by commas. Default: all, in the catalog's order. */
  @property() plans?: string;

  /** Which prices are shown: `month`, `year`, or `3-month` and the like. Default: as the customer pays now. */
  @property() interval?: string;

  /** ISO 4217. Default: the currency of the language's region, else the first. Customers with a paid plan always see the currency they pay in. */
  @property() currency?: string;

  /** Lets readers without a paid plan choose a currency: codes separated by commas, or empty for all that the plans have. */
  @property() currencies?: string;

  /** Lets the reader choose the number of seats. It begins with this number; if empty, with the current one. */
  @property({ converter: (value) => (value === null ? undefined : Number(value)) }) seats?: number;

  /** Smaller cards: no descriptions, and the features folded away. */
  @property({ type: Boolean, reflect: true }) compact = false;

  /** Where the hosted checkout returns to. Default: this page. */
  @property({ attribute: 'success-url' }) successUrl?: string;

  /** Where the hosted checkout returns to without payment. Default: this page. */
  @property({ attribute: 'cancel-url' }) cancelUrl?: string;

  /** Where a plan's button leads if nobody is signed in. `{plan}`, `{price}` and `{quantity}` in it are filled in, or else added as its query. */
  @property({ attribute: 'signup-url' }) signupUrl?: string;

  /** The billing API, for a table without a provider. */
  @property({ attribute: 'api-url' }) apiUrl?: string;

  /** A `pk_…` key, for a table without a provider. */
  @property({ attribute: 'publishable-key' }) publishableKey?: string;

  /** A JSON file with the plans, `{ "products": [...] }`, instead of an API. */
  @property() src?: string;

  /** A client to use instead of the provider's. */
  @property({ attribute: false }) client?: Client;

  readonly #state = new OneState(this);
  readonly #source = new PricingSource(this, (plans) => this.#products.pin(plans));
  readonly #billing = new BillingController(this);
  readonly #products = this.#billing.resource(products);
  readonly #words = new Words(this, english);
  readonly #errors = new ErrorTeller(this);
  readonly #drawing = new PricingDrawing(this, this.#words);
  #face: Face = { status: 'loading' };

  protected override willUpdate(): void {
    if (this.isConnected) this.#source.look();
    this.#face = this.#faceNow();
  }

  protected override firstUpdated(): void {
    // Children have come or gone: a heading, or the inline JSON.
    this.renderRoot.addEventListener('slotchange', () => this.requestUpdate());
  }

  protected override render(): TemplateResult {
    const { status } = this.#face;
    const children = childrenOf(this);
    const isTitled = children.some(({ slot }) => slot === 'heading' || slot === 'description');
    const isPlain = status === 'loading' && children.some(({ slot, localName }) => !slot && localName !== 'script');
    return html`
      <div class=${isTitled ? 'top titled' : 'top'}>
        <div class="titles">
          <div class="heading" part="heading"><slot name="heading"></slot></div>
          <div class="soft" part="description"><slot name="description"></slot></div>
        </div>
        ${status === 'loading' && !isPlain ? switchBone : status === 'ready' ? this.#drawing.controls() : nothing}
      </div>
      ${status === 'ready' ? this.#drawing.news() : nothing}
      ${isPlain ? nothing : this.#renderFace()}
      <slot ?hidden=${status !== 'error' && !isPlain}></slot>
      <slot name="footer"></slot>
    `;
  }

  protected override updated(): void {
    this.#state.show(this.#face.status);
    this.#state.also('busy', this.#drawing.isBusy);
    if (this.isConnected) this.#errors.tell(this.#face);
  }

  #faceNow(): Face {
    const drawing = this.#drawing;
    const { state } = this.#products;
    if (state.status !== 'ready') return state;
    if (!drawing.update(state.data, this.#billing.client)) return { status: 'loading' };
    return { status: drawing.isEmpty ? 'empty' : 'ready' };
  }

  #renderFace(): TemplateResult | undefined {
    const words = this.#words;
    const face = this.#face;
    switch (face.status) {
      case 'loading':
        return skeleton(words.text('loading'), {
          plans: listed(this.plans)?.length ?? USUAL_PLANS,
          isTable: this.layout === 'comparison',
          compact: this.compact,
        });
      case 'ready':
        return this.#drawing.plans();
      case 'empty':
        return panel({ title: words.text('emptyTitle'), text: words.text('emptyText') });
      case 'signed-out':
      case 'error':
        return this.#renderTrouble(face);
    }
  }

  #renderTrouble(trouble: Trouble): TemplateResult {
    const words = this.#words;
    // To try again does not mend what is written wrongly in the page.
    const isInvalid = trouble.status === 'error' && trouble.error.code === 'invalid_plans';
    return panel(
      isInvalid
        ? { title: words.text('errorTitle'), text: words.text('invalidPlans') }
        : troubleNotice(this, this.#billing, words, trouble),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pricing-table': PricingTable;
  }
}
