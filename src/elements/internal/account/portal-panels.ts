import { html, nothing, type TemplateResult } from 'lit';
import type { Client } from '../../../core/client.js';
import { chosen } from '../element/listed.js';

/** What a portal gives to each of its panels. */
interface PortalHost {
  readonly client?: Client | undefined;
  readonly plansUrl?: string | undefined;
  readonly topUpUrl?: string | undefined;
  readonly creditTypes?: string | undefined;
}

export interface PortalPanel {
  readonly name: string;
  /** Fetches its element, once it is shown. */
  readonly load: () => Promise<unknown>;
  readonly draw: (host: PortalHost) => TemplateResult;
}

const PARTS = 'panel, heading: panel-heading';

const PANELS: readonly PortalPanel[] = [
  {
    name: 'subscription',
    load: () => import('../../subscription-panel.js'),
    draw: ({ client, plansUrl }) => html`<subscription-panel exportparts=${PARTS} plans-url=${plansUrl ?? nothing} .client=${client}></subscription-panel>`,
  },
  {
    name: 'usage',
    load: () => import('../../usage-summary.js'),
    draw: ({ client, plansUrl }) => html`<usage-summary exportparts=${PARTS} upgrade-url=${plansUrl ?? nothing} .client=${client}></usage-summary>`,
  },
  {
    name: 'payment-methods',
    load: () => import('../../payment-methods.js'),
    draw: ({ client }) => html`<payment-methods exportparts=${PARTS} .client=${client}></payment-methods>`,
  },
  {
    name: 'billing-details',
    load: () => import('../../billing-details.js'),
    draw: ({ client }) => html`<billing-details exportparts=${PARTS} .client=${client}></billing-details>`,
  },
  {
    name: 'invoices',
    load: () => import('../../invoice-list.js'),
    draw: ({ client }) => html`<invoice-list class="wide" exportparts=${PARTS} .client=${client}></invoice-list>`,
  },
  {
    name: 'credits',
    load: () => import('../../credit-balance.js'),
    draw: ({ client, topUpUrl, creditTypes }) =>
      html`<credit-balance exportparts=${PARTS} types=${creditTypes ?? nothing} top-up-url=${topUpUrl ?? nothing} .client=${client}></credit-balance>`,
  },
  {
    name: 'support',
    load: () => import('../../support-form.js'),
    draw: ({ client }) => html`<support-form exportparts=${PARTS} .client=${client}></support-form>`,
  },
];

/** @param names separated by commas; unknown ones are left out */
export function portalPanels(names: string | undefined): readonly PortalPanel[] {
  return chosen(PANELS, names, ({ name }) => name);
}
