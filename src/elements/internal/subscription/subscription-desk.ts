import { css, html, type TemplateResult } from 'lit';
import type { Subscription } from '../../../contract/subscriptions.js';
import { planNotes } from '../../../locales/en/plan-notes.js';
import { faces } from '../../../locales/en.js';
import { dialog } from '../../styles/dialog.js';
import { field } from '../../styles/field.js';
import { subscriptionFlow } from '../../styles/subscription-flow.js';
import { askForMore } from '../upgrade/ask-for-more.js';
import { notice } from '../element/faces.js';
import { isFocusFree } from '../element/focus.js';
import { Modal } from '../element/modal.js';
import { adoptLate, OnDemand } from '../element/on-demand.js';
import { subscriptionBones, type Terms } from './subscription-facts.js';
import type { DialogPart, SubscriptionFrame } from './subscription-frame.js';
import { SubscriptionNotes } from './subscription-notes.js';
import { termsOf } from './subscription-terms.js';
import type { LiveSubscription } from './subscription-words.js';
import { dayText } from '../words/dates.js';
import { Words } from '../words/words.js';

const english = { faces, planNotes };
const styles = css`${dialog} ${field} ${subscriptionFlow}`;

const DIALOGS = {
  change: async (frame: SubscriptionFrame): Promise<DialogPart> => new (await import('./subscription-change.js')).ChangeFlow(frame),
  cancel: async (frame: SubscriptionFrame): Promise<DialogPart> => new (await import('./subscription-cancel.js')).CancelFlow(frame),
};
export type DialogName = keyof typeof DIALOGS;

/** What the panel gives to its desk. */
export interface DeskPanel extends Omit<SubscriptionFrame, 'subscription' | 'close' | 'finish'> {
  current(): LiveSubscription | undefined;
}

/** Everything that is done about a subscription: the notes, the dialogs, and how they end. */
export class SubscriptionDesk {
  readonly #panel: DeskPanel;
  readonly #words: Words<typeof english>;
  readonly #modal: Modal;
  readonly #frame: SubscriptionFrame;
  readonly #notes: SubscriptionNotes;
  readonly #flows = new Map<DialogName, OnDemand<DialogPart>>();
  /** The news to read out when the dialog is closed. */
  #news: string | undefined;

  constructor(panel: DeskPanel) {
    this.#panel = panel;
    this.#words = new Words(panel.host, english);
    this.#modal = new Modal(panel.host, () => void this.#settle());
    this.#frame = {
      ...panel,
      subscription: () => this.#subscription(),
      close: () => this.#modal.close(),
      finish: (told, news) => this.#finish(told, news),
    };
    this.#notes = new SubscriptionNotes(this.#frame);
    adoptLate(panel.host, styles);
  }

  /** Called before each drawing. @param opening the dialog to open */
  follow(opening: DialogName | undefined): void {
    // It ended elsewhere, or somebody else signed in: the dialog's subscription is gone.
    if (!this.#panel.current() && this.#modal.topic !== undefined) this.#modal.close();
    if (opening) this.#open(opening);
  }

  notes(): TemplateResult {
    return this.#notes.render();
  }

  terms(it: LiveSubscription): Terms {
    return termsOf(this.#words, it);
  }

  /** Always drawn; its content while it is open. */
  dialog(): TemplateResult {
    const { words } = this.#panel;
    const name = this.#modal.topic as DialogName | undefined;
    return this.#modal.frame(words.text(name ?? 'change'), words.text('close'), () => this.#renderFlow(name));
  }

  /** @param last the customer's last plan, if there was one */
  empty(last: Subscription | undefined, plansUrl: string | undefined): TemplateResult {
    const words = this.#words;
    const { host, billing, words: panelWords } = this.#panel;
    const date = last?.endedAt && dayText(panelWords, last.endedAt);
    return notice({
      title: words.text('emptyTitle'),
      text: `${date ? `${words.text('endedText', { plan: last.productName, date })} ` : ''}${words.text('emptyText')}`,
      action: { label: words.text('seePlans'), primary: true, ...askForMore(host, billing, undefined, plansUrl) },
    });
  }

  #renderFlow(name: DialogName | undefined): TemplateResult {
    const part = name && this.#flows.get(name);
    const flow = part?.get();
    if (flow && this.#panel.current()) return flow.render();
    return part?.error ? html`<p class="trouble" role="alert">${this.#words.text('errorNetwork')}</p>` : subscriptionBones;
  }

  #subscription(): LiveSubscription {
    const it = this.#panel.current();
    if (!it) throw new Error('a part is drawn only while there is a subscription');
    return it;
  }

  #open(name: DialogName): void {
    this.#panel.actions.reset();
    const known = this.#flows.get(name);
    if (!known || known.error) this.#flows.set(name, new OnDemand(this.#panel.host, () => DIALOGS[name](this.#frame)));
    this.#modal.show(name);
  }

  #finish(told: Event, news: string): void {
    this.#panel.host.dispatchEvent(told);
    if (this.#modal.topic === undefined) return void this.#settle(news);
    this.#news = news;
    this.#modal.close(); // then the news is read out
  }

  /** The dialog is closed, or there was none: reads out the news, and saves the focus if its button has gone. */
  async #settle(news = this.#news): Promise<void> {
    const { actions, host } = this.#panel;
    this.#news = undefined;
    for (const part of this.#flows.values()) part.get()?.reset();
    actions.reset();
    if (news === undefined) return;
    actions.say(news);
    await host.updateComplete;
    if (isFocusFree(host)) host.renderRoot.querySelector<HTMLElement>('.plan, .notice .button')?.focus();
  }
}
