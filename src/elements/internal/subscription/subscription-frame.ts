import type { LitElement, TemplateResult } from 'lit';
import type { PaymentMethod } from '../../../contract/payment-method.js';
import type { ActionController } from '../element/action-controller.js';
import type { BillingController, BillingHost } from '../client/billing-controller.js';
import type { LiveSubscription, SubscriptionWords } from './subscription-words.js';

/** What the notes and the dialogs of the panel work with. */
export interface SubscriptionFrame {
  readonly host: LitElement & BillingHost;
  readonly billing: BillingController;
  readonly words: SubscriptionWords;
  readonly actions: ActionController;
  /** The subscription; parts are drawn only while there is one. */
  subscription(): LiveSubscription;
  /** The card that is charged: null if there is none, undefined if that is not known. */
  card(): PaymentMethod | null | undefined;
  /** Closes the dialog. */
  close(): void;
  /** Closes the dialog, if there is one, tells the page, and has the news read out. */
  finish(told: Event, news: string): void;
}

/** The contents of a dialog. */
export interface DialogPart {
  render(): TemplateResult;
  /** Called when the dialog was closed: the next opening begins anew. */
  reset(): void;
}
