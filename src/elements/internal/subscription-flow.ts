import type { LitElement, TemplateResult } from 'lit';
import type { PaymentMethod } from '../../contract/payment-method.js';
import type { Subscription } from '../../contract/subscriptions.js';
import type { Client } from '../../core/client.js';
import { subscriptions } from '../../core/resources/account.js';
import type { SubscriptionChange } from '../events.js';
import type { Act } from './act.js';
import type { BillingController, BillingHost } from './billing-controller.js';
import type { SubscriptionWords } from './subscription-words.js';

/** What a dialog of the panel works with. */
export interface FlowFrame {
  readonly host: LitElement & BillingHost;
  readonly billing: BillingController;
  readonly words: SubscriptionWords;
  readonly act: Act;
  /** What it is about; the dialog is open only while there is one. */
  subscription(): Subscription;
  /** The card that is charged: null where there is none, undefined where that is not known. */
  card(): PaymentMethod | null | undefined;
  close(): void;
  /** Closes it and tells what came of it. */
  finish(change: SubscriptionChange, subscription: Subscription, news: string): void;
}

/** The contents of a dialog. */
export interface Flow {
  render(): TemplateResult;
  /** The dialog was closed: the next opening begins anew. */
  reset(): void;
}

/** Busy until the screen shows what the API has done. */
export async function untilShown<T>(client: Client, act: Promise<T>): Promise<T> {
  const answer = await act;
  await client.resource(subscriptions).refresh();
  return answer;
}
