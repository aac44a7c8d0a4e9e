import { html, LitElement, type TemplateResult } from 'lit';
import type { Client } from '../../../core/client.js';
import { plansDialog } from '../../../locales/en/plans-dialog.js';
import { base } from '../../styles/base.js';
import { dialog } from '../../styles/dialog.js';
import { plansDialog as styles } from '../../styles/plans-dialog.js';
import type { BillingHost } from '../client/billing-controller.js';
import { Modal } from '../element/modal.js';
import { Words } from '../words/words.js';

const english = { plansDialog };
const TAG = 'billing-plans-dialog';
const TABLE = 'pricing-table';
const PATIENCE_MS = 5_000;

/** The plans in a dialog, for "See plans" on a page that gave no address. Pages do not write it: it comes and goes with `showPlans`. */
class PlansDialog extends LitElement {
  static override styles = [base, dialog, styles];

  readonly #words = new Words(this, english);
  readonly #modal = new Modal(this, () => this.remove());
  #client: Client | undefined;

  /** Opens when the table is there. Until then the table is drawn, but not seen, so that the autoloader finds it. */
  async show(client: Client): Promise<void> {
    this.#client = client;
    this.#modal.draw(TABLE);
    await isDefined(client);
    this.#modal.show(TABLE);
  }

  protected override render(): TemplateResult {
    return this.#modal.frame(this.#words.text('title'), this.#words.text('close'), () => html`<pricing-table .client=${this.#client}></pricing-table>`);
  }
}

if (!customElements.get(TAG)) customElements.define(TAG, PlansDialog);

/** Beside the element that was asked, whose language it speaks and with which it goes. */
export async function showPlans(host: BillingHost, client: Client): Promise<void> {
  if (!host.isConnected) return;
  const plans = document.createElement(TAG) as PlansDialog; // of whichever copy of the kit came first
  if (host.lang) plans.lang = host.lang;
  host.after(plans);
  const follow = { hostDisconnected: () => plans.remove() };
  host.addController(follow);
  plans.addController({ hostDisconnected: () => host.removeController(follow) });
  await plans.show(client);
}

/** A page that imports single elements may not have the table. */
async function isDefined({ clock }: Client): Promise<void> {
  const cancel = clock.after(PATIENCE_MS, () => {
    // eslint-disable-next-line no-console -- the one place where a developer can learn why nothing happens
    console.warn(`"See plans" leads nowhere: give the element an address, handle its billing-upgrade-request, or load <${TABLE}>.`);
  });
  await customElements.whenDefined(TABLE);
  cancel();
}
