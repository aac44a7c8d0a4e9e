import { html, type LitElement, type TemplateResult } from 'lit';
import { products } from '../../../core/resources/products.js';
import type { UsageMetric } from '../../../contract/usage.js';
import { upgradeNudge } from '../../../locales/en/upgrade-nudge.js';
import type { faces } from '../../../locales/en.js';
import { alert as styles } from '../../styles/alert.js';
import { dialog } from '../../styles/dialog.js';
import { face } from '../../styles/face.js';
import type { ActionController } from '../element/action-controller.js';
import { alertCard, type AlertCard } from './alert-card.js';
import type { BillingController } from '../client/billing-controller.js';
import { errorText, notice } from '../element/faces.js';
import { listed } from '../element/listed.js';
import { Modal } from '../element/modal.js';
import { adoptLate } from '../element/on-demand.js';
import { upgradeAction, type UpgradeHost } from '../upgrade/upgrade-action.js';
import { UsageOffer } from './usage-offer.js';
import type { Words } from '../words/words.js';

export type NudgeHost = LitElement &
  UpgradeHost & {
    readonly variant: 'banner' | 'toast' | 'modal';
    readonly plans?: string | undefined;
  };

export interface NudgeSurroundings {
  readonly host: NudgeHost;
  readonly billing: BillingController;
  readonly actions: ActionController;
  readonly words: Words<{ faces: typeof faces }>;
  readonly dismiss: () => void;
}

const english = { upgradeNudge };

/** How a nudge looks, in each of its variants. */
export class NudgeDrawing {
  readonly #around: NudgeSurroundings;
  readonly #words;
  readonly #offer: UsageOffer;
  readonly #modal: Modal;

  constructor(around: NudgeSurroundings) {
    const { host, billing, words, dismiss } = around;
    this.#around = around;
    this.#words = words.and(english);
    this.#offer = new UsageOffer(words, billing.resource(products, { wanted: false }));
    this.#modal = new Modal(host, dismiss);
    adoptLate(host, [face, dialog, styles]);
  }

  /** @param metric what it is about; undefined if the page says it all. @param isDue whether it is to be seen */
  render(metric: UsageMetric | undefined, isDue: boolean): TemplateResult | undefined {
    const { host, words, actions, dismiss } = this.#around;
    const card = isDue ? this.#card(metric) : undefined;
    if (host.variant === 'modal') return this.#renderModal(card);
    if (!card) return undefined;
    const failure = actions.failure && words.text(errorText(actions.failure.error));
    const drawn = alertCard({ ...card, failure, dismiss: { label: this.#words.text('dismiss'), run: dismiss } });
    return host.variant === 'toast' ? html`<div class="toast" part="toast" popover="manual" @keydown=${this.#handleKey}>${drawn}</div>` : drawn;
  }

  /** A toast lies above everything on the page, as a dialog does, but does not block it. */
  raise(): void {
    const toast = this.#around.host.renderRoot.querySelector<HTMLElement>('.toast:not(:popover-open)');
    toast?.showPopover();
  }

  #card(metric: UsageMetric | undefined): AlertCard | undefined {
    const { host, billing, actions } = this.#around;
    const found = metric && this.#offer.of(metric, listed(host.plans));
    if (metric && !found) return undefined;
    if (!metric && host.childElementCount === 0 && !host.textContent?.trim()) return undefined; // nothing to say
    const own = !metric && host.upgradeUrl ? upgradeAction(host, billing, actions, this.#words.text('seePlans'), undefined) : undefined;
    return {
      tone: found?.texts.tone ?? 'info',
      title: html`<slot name="title">${found?.texts.title}</slot>`,
      text: html`<slot name="text">${found?.texts.text}</slot><slot></slot>`,
      buttons: [found ? this.#offer.action(host, billing, actions, found.offer) : own],
    };
  }

  #renderModal(card: AlertCard | undefined): TemplateResult {
    const { title, text, buttons: [action] = [] } = card ?? {};
    if (card && this.#modal.topic === undefined) queueMicrotask(() => this.#modal.show('nudge'));
    if (!card) this.#modal.close();
    return this.#modal.frame(
      this.#words.text('label'),
      this.#words.text('dismiss'),
      () => html`${notice({ title: title ?? '', text: text ?? '', action })}`,
    );
  }

  readonly #handleKey = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') this.#around.dismiss();
  };
}
