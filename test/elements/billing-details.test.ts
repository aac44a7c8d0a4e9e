import { expect, fixture, html, nextFrame, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { BillingDetails as Details } from '../../src/contract/billing-details.js';
import { billingDetails } from '../../src/core/resources/account.js';
import '../../src/elements/billing-details.js';
import type { BillingDetails } from '../../src/elements/billing-details.js';
import type { BillingDetailsChangeEvent } from '../../src/elements/events.js';
import { clientOf } from '../support/answers.js';
import { freshProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { control, expectSameHeight, find, findAll, mount, news, onPage, says, settled, words } from '../support/elements.js';

const DETAILS: Details = {
  name: 'Priya Raman',
  email: 'priya@example.com',
  address: { line1: 'Hauptstraße 12', line2: null, postalCode: '10827', city: 'Berlin', state: null, country: 'DE' },
  taxId: 'DE123456789',
};

describe('<billing-details>', () => {
  const { keep, clientFor } = useProject();
  const answering = (billing: unknown) => keep(clientOf({ billing }));
  const mounted = mount<BillingDetails>;
  const edited = async (template: ReturnType<typeof html>): Promise<BillingDetails> => {
    const el = await mounted(template);
    find(el, '[part=edit]').click();
    await waitUntil(() => el.shadowRoot?.activeElement?.id === 'name', 'the form is here, and its first field has the focus', { timeout: 4000 });
    return el;
  };
  const input = (el: BillingDetails, name: string) => find<HTMLInputElement>(el, `#${name}`);
  const type = async (el: BillingDetails, name: string, text: string) => {
    input(el, name).focus();
    input(el, name).select();
    await sendKeys({ type: text });
  };

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation in any face, ${scheme}`, async () => {
        const clients = [
          answering(DETAILS),
          answering({ name: null, email: null, address: null, taxId: null }),
          keep(clientOf({}, { getSessionToken: async () => null })),
          answering(new Response('', { status: 502 })),
          answering(new Promise(() => {})),
        ];
        const root = await fixture(onPage(scheme, clients.map((client) => html`<billing-details .client=${client}></billing-details>`)));
        const all = [...root.querySelectorAll('billing-details')];
        for (const el of all.slice(0, -1)) await settled(el);
        await expect(root).to.be.accessible();
        const [first] = all;
        if (!first) throw new Error('no element');
        find(first, '[part=edit]').click();
        await waitUntil(() => findAll(first, 'form').length === 1, 'the form is here', { timeout: 4000 });
        input(first, 'email').value = 'nobody';
        find<HTMLFormElement>(first, 'form').requestSubmit();
        await says(first, 'name@example.com');
        await expect(root).to.be.accessible();
      });
    }

    it('says what each field is for, also to a browser that fills it in', async () => {
      const el = await edited(html`<billing-details .client=${answering(DETAILS)}></billing-details>`);
      expect(findAll(el, '[autocomplete]').map((it) => it.getAttribute('autocomplete'))).to.deep.equal([
        'billing name', 'billing email', 'billing address-line1', 'billing address-line2', 'billing postal-code',
        'billing address-level2', 'billing address-level1', 'billing country', 'off',
      ]);
      for (const control of findAll(el, 'input, select') as HTMLInputElement[]) expect(control.labels?.length, control.name).to.equal(1);
    });

    it('goes to the first field that is wrong, and says what is', async () => {
      const el = await edited(html`<billing-details .client=${answering(DETAILS)}></billing-details>`);
      await type(el, 'email', 'nobody');
      await sendKeys({ press: 'Enter' });
      await says(el, 'Write E-mail as name@example.com.');
      const wrong = input(el, 'email');
      await waitUntil(() => el.shadowRoot?.activeElement === wrong);
      expect(wrong.getAttribute('aria-invalid')).to.equal('true');
      expect(find(el, `#${wrong.getAttribute('aria-describedby')}`).textContent).to.contain('name@example.com');
    });
  });

  describe('properties', () => {
    it('shows what stands on invoices, with the country in the language around it', async () => {
      const client = answering(DETAILS);
      const root = await fixture(html`<div lang="de"><billing-details .client=${client}></billing-details></div>`);
      const el = root.querySelector('billing-details');
      if (!el) throw new Error('no element');
      await settled(el);
      for (const text of ['Priya Raman', 'priya@example.com', 'Hauptstraße 12', '10827 Berlin', 'Deutschland', 'DE123456789']) expect(words(el)).to.contain(text);
    });

    it('offers every country, in the order of their names', async () => {
      const el = await edited(html`<billing-details .client=${answering(DETAILS)}></billing-details>`);
      const names = findAll(el, 'option').map((it) => it.textContent ?? '').slice(1);
      expect(names.length).to.equal(249);
      expect(names).to.deep.equal(names.toSorted(new Intl.Collator('en').compare));
      expect(input(el, 'country').value).to.equal('DE');
    });

    it('keeps a country that it does not know', async () => {
      const el = await edited(html`<billing-details .client=${answering({ ...DETAILS, address: { country: 'XK' } })}></billing-details>`);
      expect(input(el, 'country').value).to.equal('XK');
    });
  });

  describe('states', () => {
    it('is as high while it loads as with one line each', async () => {
      let answer = (_body: unknown): void => {};
      const client = answering(new Promise((resolve) => (answer = resolve)));
      const el = await fixture<BillingDetails>(html`<billing-details .client=${client}></billing-details>`);
      await expectSameHeight(el, '.panel', () => answer({ ...DETAILS, address: { city: 'Berlin' } }));
    });

    it('says what is not given', async () => {
      const el = await mounted(html`<billing-details .client=${clientFor('user_free')}></billing-details>`);
      expect(words(el)).to.equal('Billing details Name Frida Lindqvist E-mail frida@example.com Address Not given Tax ID Not given Edit details');
    });

    it('saves by keyboard what is new and nothing else, says so, and gives the focus back', async () => {
      const own = await freshProject();
      const el = await edited(html`<billing-details .client=${clientFor('user_free', own)}></billing-details>`);
      const asked: Partial<Details>[] = [];
      el.addEventListener('billing-details-update-request', (event) => asked.push(event.changes));
      await type(el, 'city', 'Malmö');
      input(el, 'country').focus();
      await sendKeys({ type: 'Swed' });
      input(el, 'taxId').focus();
      await sendKeys({ press: 'Enter' });
      await says(el, 'Your billing details are saved.');
      const address = { line1: null, line2: null, postalCode: null, city: 'Malmö', state: null, country: 'SE' };
      expect(asked).to.deep.equal([{ address }]);
      expect(words(el)).to.contain('Malmö');
      expect(words(el)).to.contain('Sweden');
      expect(el.shadowRoot?.activeElement).to.equal(find(el, '[part=edit]'));
      const known = await own.api<Details>('/sdk/customer/billing?customer_id=user_free');
      expect(known).to.deep.equal({ name: 'Frida Lindqvist', email: 'frida@example.com', address, taxId: null });
    });

    it('sends nothing where nothing is new', async () => {
      const el = await edited(html`<billing-details .client=${clientFor('user_free')}></billing-details>`);
      let asked = 0;
      el.addEventListener('billing-details-update-request', () => asked++);
      control(el, 'Save').click();
      await says(el, 'Edit details');
      expect(asked).to.equal(0);
    });

    it('keeps what is typed through polls, failures and another language, until it is given up', async () => {
      const own = await freshProject();
      const client = clientFor('user_free', own);
      const root = await fixture(html`<div><billing-details .client=${client}></billing-details></div>`);
      const el = root.querySelector('billing-details');
      if (!el) throw new Error('no element');
      await settled(el);
      find(el, '[part=edit]').click();
      await waitUntil(() => el.shadowRoot?.activeElement?.id === 'name', 'the form is here', { timeout: 4000 });
      await type(el, 'name', 'Typed');
      await own.api('/sdk/customer/billing?customer_id=user_free', { method: 'PATCH', body: { name: 'Changed elsewhere' } });
      await client.resource(billingDetails).refresh();
      await el.updateComplete;
      expect(input(el, 'name').value).to.equal('Typed');
      root.setAttribute('lang', 'fr');
      await nextFrame();
      await waitUntil(() => findAll(el, 'form').length === 1);
      expect(input(el, 'name').value).to.equal('Typed');
      root.setAttribute('lang', 'en');
      await says(el, 'Cancel');
      control(el, 'Cancel').click();
      await says(el, 'Changed elsewhere');
    });

    it('says which field the API has refused, and keeps all that is typed', async () => {
      const own = await freshProject();
      const el = await edited(html`<billing-details .client=${clientFor('user_free', own)}></billing-details>`);
      const tooLong = 'x'.repeat(60);
      input(el, 'taxId').removeAttribute('maxlength');
      input(el, 'taxId').value = tooLong;
      input(el, 'taxId').dispatchEvent(new Event('input', { bubbles: true }));
      await type(el, 'name', 'Typed');
      control(el, 'Save').click();
      await says(el, 'This is not accepted. Check Tax ID.');
      await waitUntil(() => el.shadowRoot?.activeElement === input(el, 'taxId'));
      expect([input(el, 'taxId').value, input(el, 'name').value]).to.deep.equal([tooLong, 'Typed']);
    });

    it('says that it could not be saved, and keeps all that is typed', async () => {
      let works = true;
      const client = keep(clientOf({ get billing() { return works ? DETAILS : new Response('', { status: 503 }); } }));
      const el = await edited(html`<billing-details .client=${client}></billing-details>`);
      await type(el, 'name', 'Typed');
      works = false;
      control(el, 'Save').click();
      await says(el, 'We do not know whether this was done. Trying again is safe');
      expect(input(el, 'name').value).to.equal('Typed');
      expect(findAll(el, '.trouble:not([hidden])').length, 'it is said once').to.equal(1);
    });
  });

  describe('slots', () => {
    it('takes another heading', async () => {
      const el = await mounted(html`<billing-details .client=${answering(DETAILS)}><span slot="heading">On your invoices</span></billing-details>`);
      expect(el.querySelector('span')?.getBoundingClientRect().width).to.be.above(0);
    });
  });

  describe('events', () => {
    it('tells what the API has taken', async () => {
      const own = await freshProject();
      const el = await edited(html`<billing-details .client=${clientFor('user_free', own)}></billing-details>`);
      await type(el, 'name', 'F. Lindqvist');
      const told = oneEvent(document, 'billing-details-change') as Promise<unknown> as Promise<BillingDetailsChangeEvent>;
      control(el, 'Save').click();
      expect((await told).details.name).to.equal('F. Lindqvist');
      await says(el, 'Edit details');
      expect(news(el)).to.equal('Your billing details are saved.');
      control(el, 'Edit details').click();
      await says(el, 'Cancel');
      control(el, 'Cancel').click();
      await waitUntil(() => findAll(el, 'form').length === 0);
      expect(news(el), 'of the earlier edit').to.equal('');
    });

    it('asks before it saves, and leaves it to a page that says so', async () => {
      const own = await freshProject();
      const el = await edited(html`<billing-details .client=${clientFor('user_free', own)}></billing-details>`);
      el.addEventListener('billing-details-update-request', (event) => event.preventDefault());
      await type(el, 'name', 'Kept by the page');
      control(el, 'Save').click();
      await el.updateComplete;
      expect(input(el, 'name').value).to.equal('Kept by the page');
      expect((await own.api<Details>('/sdk/customer/billing?customer_id=user_free')).name).to.equal('Frida Lindqvist');
    });
  });

  describe('misuse', () => {
    it('shows hostile words as words, also in the form', async () => {
      const hostile = '"><img src=x onerror="window.hacked = true">';
      const el = await edited(html`<billing-details .client=${answering({ ...DETAILS, name: hostile, address: { country: hostile } })}></billing-details>`);
      expect(findAll(el, 'img')).to.deep.equal([]);
      expect(input(el, 'name').value).to.equal(hostile);
    });

    it('has a face for a malformed answer', async () => {
      for (const body of [{ name: 1 }, { address: 'Berlin' }, 'many', null]) {
        const el = await mounted(html`<billing-details .client=${answering(Response.json(body))}></billing-details>`);
        expect(words(el)).to.contain('We could not load your billing details');
      }
    });
  });
});
