import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createClient, type Client } from '../../src/core/client.js';
import '../../src/elements/billing-provider.js';
import '../../src/elements/customer-portal.js';
import type { CustomerPortal } from '../../src/elements/customer-portal.js';
import type { BillingPortalToggleEvent } from '../../src/elements/events.js';
import { clientOf } from '../support/answers.js';
import { useProject } from '../support/clients.js';
import { control, find, findAll, onPage, words } from '../support/elements.js';

describe('<customer-portal>', function () {
  this.timeout(15_000); // all panels at once, while other files run
  const shared = useProject();
  const { keep, clientFor } = shared;
  /** A client that says what was asked for. */
  const counting = (user: string): { client: Client; asked: string[] } => {
    const asked: string[] = [];
    const fetchCounted: typeof fetch = (input, init) => {
      asked.push(new URL(input instanceof Request ? input.url : input, location.href).pathname);
      return fetch(input, init);
    };
    const { apiUrl } = shared.project;
    return { client: keep(createClient({ apiUrl, sessionTokenUrl: shared.project.sessionUrl(user), noShare: true, fetch: fetchCounted })), asked };
  };
  const panels = (el: CustomerPortal): HTMLElement[] => findAll(el, '.panels > *');
  const tags = (el: CustomerPortal): string[] => panels(el).map(({ localName }) => localName);
  const isReady = (el: CustomerPortal): boolean =>
    panels(el).length > 0 && panels(el).every((it) => it.shadowRoot?.querySelector('section, form, .notice') && !it.shadowRoot.querySelector('[aria-busy=true]'));
  const ready = (el: CustomerPortal): Promise<void> => waitUntil(() => isReady(el), 'all panels have their answers', { timeout: 4000 });
  const portal = (attributes: { mode?: CustomerPortal['mode']; panels?: string; open?: boolean; client?: Client } = {}) => html`
    <customer-portal
      mode=${attributes.mode ?? 'page'}
      .panels=${attributes.panels}
      ?open=${attributes.open ?? false}
      .client=${attributes.client}
    >
      <button slot="trigger" type="button" aria-haspopup="dialog">Billing</button>
    </customer-portal>
  `;
  const isOpen = (el: CustomerPortal): boolean => el.shadowRoot?.querySelector('dialog')?.open ?? false;

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation in the page, signed out and as a drawer, ${scheme}`, async () => {
        const client = clientFor('user_pro');
        const nobody = keep(clientOf({}, { getSessionToken: async () => null }));
        const root = await fixture(onPage(scheme, html`${portal({ client })}${portal({ client: nobody })}${portal({ client, mode: 'drawer' })}`));
        const [page, signedOut, drawer] = root.querySelectorAll('customer-portal');
        if (!page || !signedOut || !drawer) throw new Error('no portals');
        await ready(page);
        await waitUntil(() => words(signedOut).includes('Sign in to manage your billing'));
        await expect(root).to.be.accessible();
        drawer.show();
        await ready(drawer);
        await Promise.all(find(drawer, 'dialog').getAnimations().map(({ finished }) => finished));
        await expect(root).to.be.accessible();
      });
    }

    it('keeps the focus in the drawer, closes on Escape and gives it back to what opened it', async () => {
      const el = await fixture<CustomerPortal>(portal({ client: clientFor('user_pro'), mode: 'drawer', panels: 'usage' }));
      el.querySelector('button')?.focus();
      await sendKeys({ press: 'Enter' });
      await ready(el);
      expect(isOpen(el)).to.equal(true);
      for (let press = 0; press < 4; press++) {
        await sendKeys({ press: 'Tab' });
        expect(document.activeElement === el || document.activeElement === document.body, 'inside, or at the browser itself').to.equal(true);
      }
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !el.open && !isOpen(el));
      expect(document.activeElement).to.equal(el.querySelector('button'));
    });

    it('leaves the drawer open when a dialog of a panel in it is closed by Escape', async () => {
      const el = await fixture<CustomerPortal>(portal({ client: clientFor('user_pro'), mode: 'drawer', panels: 'subscription', open: true }));
      await ready(el);
      const [panel] = panels(el);
      if (!panel) throw new Error('no panel');
      control(panel, 'Cancel plan').focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => words(panel).includes('Why are you leaving?'), undefined, { timeout: 4000 });
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !find<HTMLDialogElement>(panel, 'dialog').open);
      expect(isOpen(el)).to.equal(true);
      expect(panel.shadowRoot?.activeElement?.textContent).to.equal('Cancel plan');
    });
  });

  describe('properties', () => {
    it('shows the panels that are named, in this order, and leaves out what is none', async () => {
      const el = await fixture<CustomerPortal>(portal({ client: clientFor('user_pro'), panels: 'invoices, constructor, subscription, invoices' }));
      await ready(el);
      expect(tags(el)).to.deep.equal(['invoice-list', 'subscription-panel']);
    });

    it('shows all of them, where none is named', async () => {
      const el = await fixture<CustomerPortal>(portal({ client: clientFor('user_pro') }));
      el.topUpUrl = '/credits';
      el.creditTypes = 'gpt-4: Questions';
      await ready(el);
      expect(tags(el)).to.deep.equal([
        'subscription-panel', 'usage-summary', 'payment-methods', 'billing-details', 'invoice-list', 'credit-balance', 'support-form',
      ]);
      expect(['top-up-url', 'types'].map((name) => panels(el)[5]?.getAttribute(name))).to.deep.equal(['/credits', 'gpt-4: Questions']);
    });

    it('makes one request per resource, however many panels use it, and one token', async () => {
      const { client, asked } = counting('user_past_due');
      const root = await fixture(html`<billing-provider .client=${client}>${portal()}</billing-provider>`);
      const el = root.querySelector('customer-portal');
      if (!el) throw new Error('no portal');
      await ready(el);
      const [subscription] = panels(el);
      // The note of a failed payment wants the invoices too.
      await waitUntil(() => subscription && words(subscription).includes('Pay $23.00'), undefined, { timeout: 4000 });
      expect(asked.length).to.be.above(4);
      expect(asked.toSorted()).to.deep.equal([...new Set(asked)].toSorted());
    });

    it('asks for nothing before it is opened', async () => {
      const { client, asked } = counting('user_pro');
      const el = await fixture<CustomerPortal>(portal({ client, mode: 'modal', panels: 'usage' }));
      expect([asked.length, panels(el).length]).to.deep.equal([0, 0]);
      el.show();
      await ready(el);
      expect(asked.length).to.be.above(0);
    });

    it('leads from its panels to plans-url', async () => {
      const el = await fixture<CustomerPortal>(portal({ client: clientFor('user_nobody'), panels: 'subscription' }));
      el.plansUrl = '/plans';
      await ready(el);
      const [panel] = panels(el);
      expect(panel && control(panel, 'See plans').getAttribute('href')).to.equal('/plans');
    });
  });

  describe('states', () => {
    it('says once that nobody is signed in, and shows the panels when somebody is', async () => {
      let user: string | null = null;
      const { apiUrl } = shared.project;
      const getSessionToken = async () => (user === null ? null : (await (await fetch(shared.project.sessionUrl(user))).json()) as { sessionToken: string });
      const client = keep(createClient({ apiUrl, getSessionToken, noShare: true }));
      const el = await fixture<CustomerPortal>(portal({ client, panels: 'subscription,usage' }));
      await waitUntil(() => words(el).includes('Sign in to manage your billing'));
      expect(panels(el)).to.deep.equal([]);
      user = 'user_pro';
      control(el, 'Sign in').click();
      await ready(el);
      expect(tags(el)).to.deep.equal(['subscription-panel', 'usage-summary']);
    });

    it('stands in two columns where there is room, and in one where there is not', async () => {
      const client = clientFor('user_pro');
      const root = await fixture(html`<div style="inline-size: 1000px">${portal({ client, panels: 'subscription,usage' })}</div>`);
      const el = root.querySelector('customer-portal');
      if (!el) throw new Error('no portal');
      await ready(el);
      const tops = () => panels(el).map((it) => it.getBoundingClientRect().top);
      expect(tops()[0]).to.equal(tops()[1]);
      (root as HTMLElement).style.inlineSize = '300px';
      await waitUntil(() => tops()[0] !== tops()[1]);
      expect(find(el, '.portal').scrollWidth).to.be.at.most(300);
    });
  });

  describe('slots', () => {
    it('take another heading, and more after the panels', async () => {
      const el = await fixture<CustomerPortal>(html`
        <customer-portal panels="usage" .client=${clientFor('user_pro')}><span slot="heading">Your account</span><p>Ask us anything.</p></customer-portal>
      `);
      await ready(el);
      expect(find<HTMLSlotElement>(el, 'slot[name=heading]').assignedNodes()[0]?.textContent).to.equal('Your account');
      expect(find<HTMLSlotElement>(el, 'slot:not([name])').assignedElements()[0]?.textContent).to.equal('Ask us anything.');
    });
  });

  describe('events', () => {
    it('tell that it was opened and closed, by whatever means', async () => {
      const el = await fixture<CustomerPortal>(portal({ client: clientFor('user_pro'), mode: 'drawer', panels: 'usage' }));
      const toggled = async (act: () => unknown): Promise<boolean> => {
        const told = oneEvent(el, 'billing-portal-toggle') as unknown as Promise<BillingPortalToggleEvent>;
        act();
        return (await told).open;
      };
      expect(await toggled(() => el.querySelector('button')?.click())).to.equal(true);
      expect(await toggled(() => control(el, 'Close').click())).to.equal(false);
      expect(await toggled(() => el.setAttribute('open', ''))).to.equal(true);
      expect(await toggled(() => el.close())).to.equal(false);
      expect(isOpen(el)).to.equal(false);
    });

    it('opens by a button anywhere in the page that commands it', async function () {
      if (!('commandForElement' in HTMLButtonElement.prototype)) this.skip();
      const root = await fixture(html`<div><button commandfor="portal" command="--show">Open</button>${portal({ client: clientFor('user_pro'), mode: 'modal', panels: 'usage' })}</div>`);
      const el = root.querySelector('customer-portal');
      if (!el) throw new Error('no portal');
      el.id = 'portal';
      root.querySelector('button')?.click();
      await waitUntil(() => isOpen(el));
    });
  });

  describe('misuse', () => {
    it('shows nothing but its heading where no panel is named', async () => {
      const el = await fixture<CustomerPortal>(portal({ client: clientFor('user_pro'), panels: 'nothing' }));
      expect([panels(el).length, words(el)]).to.deep.equal([0, 'Billing']);
    });

    it('follows its client away and to another', async () => {
      const el = await fixture<CustomerPortal>(portal({ client: clientFor('user_pro'), panels: 'subscription' }));
      await ready(el);
      el.client = clientFor('user_near_limit');
      await waitUntil(() => panels(el)[0] && words(panels(el)[0] as HTMLElement).includes('Starter'), undefined, { timeout: 4000 });
      const parent = el.parentElement;
      el.remove();
      parent?.append(el);
      await ready(el);
      expect(words(panels(el)[0] as HTMLElement)).to.contain('Starter');
    });
  });
});
