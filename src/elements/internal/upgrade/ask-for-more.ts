import { html, type TemplateResult } from 'lit';
import { BillingErrorEvent, BillingUpgradeRequestEvent, type PlanChoice } from '../../events.js';
import type { BillingController, BillingHost } from '../client/billing-controller.js';
import type { Action } from '../element/faces.js';
import { linkUrl } from '../element/link-url.js';
import { fetched } from '../element/on-demand.js';

/**
 * Somebody wants more of a feature. The page is asked first; then this goes to the address, or buys the plan on offer, or
 * opens all plans in a dialog, whose code is fetched then.
 */
export function askForMore(
  host: BillingHost,
  billing: BillingController,
  feature: string | undefined,
  url: string | undefined,
  choice?: PlanChoice,
  buy?: () => void,
): Pick<Action, 'href' | 'run'> {
  const href = linkUrl(url);
  const run = (event: Event): void => {
    const { client } = billing;
    if (!host.dispatchEvent(new BillingUpgradeRequestEvent(feature, href, choice))) return event.preventDefault();
    if (href !== undefined || !client) return;
    if (buy) buy();
    else fetched(import('./plans-dialog.js')).then(
      ({ showPlans }) => showPlans(host, client),
      (error) => host.dispatchEvent(new BillingErrorEvent(error)),
    );
  };
  return { href, run };
}

/** The same as a link within text. */
export const upgradeLink = (label: unknown, { href, run }: Pick<Action, 'href' | 'run'>): TemplateResult =>
  href === undefined
    ? html`<button class="link" part="upgrade" type="button" @click=${run}>${label}</button>`
    : html`<a class="link" part="upgrade" href=${href} @click=${run}>${label}</a>`;
