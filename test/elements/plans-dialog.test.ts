import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/billing-provider.js';
import type { BillingCheckoutRequestEvent } from '../../src/elements/events.js';
import '../../src/elements/feature-gate.js';
import type { FeatureGate } from '../../src/elements/feature-gate.js';
import '../../src/elements/pricing-table.js';
import { useProject } from '../support/clients.js';

/** What stands beside an element that was asked for more. */
const beside = (el: Element) => el.nextElementSibling?.shadowRoot?.querySelector('dialog') ?? null;
const plansIn = (el: Element) => beside(el)?.querySelector('pricing-table')?.shadowRoot?.querySelectorAll('[part~="plan"]').length ?? 0;

describe('the plans in a dialog', () => {
  const { clientFor } = useProject();
  const see = (el: FeatureGate): HTMLElement => {
    const found = el.shadowRoot?.querySelector<HTMLElement>('.card:not(.waiting) .button');
    if (!found) throw new Error('the gate offers nothing');
    return found;
  };

  async function denied(lang = ''): Promise<FeatureGate> {
    const root = await fixture(html`<div><feature-gate feature="sso" lang=${lang} .client=${clientFor('user_free')}></feature-gate></div>`);
    const el = root.querySelector('feature-gate') as FeatureGate;
    await waitUntil(() => el.shadowRoot?.querySelector('.card:not(.waiting)'), 'the gate says why it is closed', { timeout: 4000 });
    return el;
  }

  async function asked(): Promise<FeatureGate> {
    const el = await denied();
    see(el).focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => plansIn(el) > 0, 'the plans are there', { timeout: 4000 });
    return el;
  }

  it('come where the page has no address for them, named and without a violation', async () => {
    const el = await asked();
    const dialog = beside(el);
    expect(dialog?.open).to.equal(true);
    expect(dialog?.getAttribute('aria-label')).to.equal('Plans');
    await expect(dialog?.querySelector('pricing-table')).to.be.accessible();
  });

  it('speak the language of the element that was asked', async () => {
    const el = await denied('de');
    see(el).click();
    await waitUntil(() => beside(el)?.getAttribute('aria-label') === 'Tarife', 'the dialog is named in German', { timeout: 4000 });
    const table = (): string => beside(el)?.querySelector('pricing-table')?.shadowRoot?.textContent ?? '';
    await waitUntil(() => table().includes('Für Teams, die den ganzen Tag darin arbeiten.'), 'so are the plans', { timeout: 4000 });
  });

  it('go on Escape, and give the focus back', async () => {
    const el = await asked();
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => beside(el) === null, 'the dialog has gone');
    expect(el.shadowRoot?.activeElement).to.equal(see(el));
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => plansIn(el) > 0, 'they come again', { timeout: 4000 });
  });

  it('can be chosen from: the page hears which', async () => {
    const el = await asked();
    const choice = oneEvent(document, 'billing-checkout-request') as unknown as Promise<BillingCheckoutRequestEvent>;
    document.addEventListener('billing-checkout-request', (event) => event.preventDefault(), { once: true });
    beside(el)?.querySelector('pricing-table')?.shadowRoot?.querySelector<HTMLElement>('button.primary')?.click();
    expect((await choice).choice.priceId).to.match(/^price_/);
  });

  it('go with the element that asked for them', async () => {
    const el = await asked();
    const shell = el.nextElementSibling;
    el.remove();
    await waitUntil(() => shell?.isConnected === false, 'the dialog has gone');
  });

  it('stay away where the page shows them in its own way', async () => {
    const el = await denied();
    el.addEventListener('billing-upgrade-request', (event) => event.preventDefault());
    see(el).click();
    await import('../../src/elements/internal/upgrade/plans-dialog.js');
    await el.updateComplete;
    expect(beside(el)).to.equal(null);
  });
});
