import type { LitElement, ReactiveController } from 'lit';
import type { BillingError } from '../../../core/errors.js';
import type { BillingErrorEvent, BillingSignInRequestEvent, BillingSignupRequestEvent } from '../../events.js';
import { whatIsWrong, whyItWaits } from './checks.js';
import { explanationOf } from './explanations.js';
import { misspeltAttributes } from './misspelt-attributes.js';

/** A page may take this long for its client before the console says so. */
const PATIENCE_MS = 5_000;

const said = new Set<string>();

/** Says each thing once per page, for however many elements it is true. */
function say(element: Element, advice: string | undefined): void {
  const text = `<${element.localName}> ${advice}.`;
  if (advice === undefined || said.has(text)) return;
  said.add(text);
  // eslint-disable-next-line no-console -- the one place where the author of a page learns why it shows nothing
  console.warn(text);
}

/** Watches an element on the machine of the page's author. Says in the console what is wrong, and what to write instead. */
class Advisor implements ReactiveController {
  readonly #element: LitElement;

  constructor(element: LitElement) {
    this.#element = element;
    element.addEventListener('billing-error', ({ target, error }: BillingErrorEvent) => target === element && this.#explain(error));
    element.addEventListener('billing-signup-request', (event) => void this.#afterAsking(event, 'set signup-url, or handle billing-signup-request'));
    element.addEventListener('billing-sign-in-request', (event) => void this.#afterAsking(event, 'set sign-in-url on the provider, or handle billing-sign-in-request'));
    setTimeout(() => element.isConnected && say(element, whyItWaits(element)), PATIENCE_MS);
  }

  /** After the element's own `updated`, in which it takes on its states. */
  hostUpdated(): void {
    void this.#element.updateComplete.then(() => this.#look());
  }

  #look(): void {
    const element = this.#element;
    if (!element.isConnected) return;
    for (const { wrong, right } of misspeltAttributes(element)) say(element, `knows no attribute "${wrong}": it is "${right}"`);
    say(element, whatIsWrong(element));
  }

  #explain(error: BillingError): void {
    say(this.#element, explanationOf(error));
  }

  /** Without a listener nothing happens after such an event. */
  async #afterAsking(event: BillingSignupRequestEvent | BillingSignInRequestEvent, remedy: string): Promise<void> {
    await Promise.resolve();
    if (event.target === this.#element && event.url === undefined && !event.defaultPrevented) {
      say(this.#element, `leads nowhere for who is not signed in: ${remedy} and prevent its default`);
    }
  }
}

export function advise(element: LitElement): void {
  const advisor = new Advisor(element);
  element.addController(advisor);
  if (element.hasUpdated) advisor.hostUpdated();
}
