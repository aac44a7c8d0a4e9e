import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Ticket } from '../../src/contract/ticket.js';
import { createClient } from '../../src/core/client.js';
import '../../src/elements/support-form.js';
import type { SupportForm } from '../../src/elements/support-form.js';
import { clientOf } from '../support/answers.js';
import { freshProject, type TestProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { control, expectSameHeight, find, findAll, mount, news, onPage, says, settled, words } from '../support/elements.js';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const png = (name = 'screen.png', size = PNG.length) => new File([PNG, new Uint8Array(size - PNG.length)], name, { type: 'image/png', lastModified: 0 });
const ME = { customer: { id: 'cus_1', email: 'someone@example.com' }, active_subscriptions: [], granted_features: [] };

describe('<support-form>', () => {
  const { keep, clientFor } = useProject();
  const mounted = mount<SupportForm>;
  const someone = () => mounted(html`<support-form .client=${keep(clientOf({ me: ME }))}></support-form>`);
  const input = (el: SupportForm, name: string) => find<HTMLInputElement>(el, `#${name}`);
  const write = (el: SupportForm, name: string, text: string) => {
    input(el, name).value = text;
    input(el, name).dispatchEvent(new Event('input', { bubbles: true }));
  };
  const transfer = (files: File[]) => {
    const data = new DataTransfer();
    for (const file of files) data.items.add(file);
    return data;
  };
  const choose = async (el: SupportForm, ...files: File[]) => {
    const chooser = find<HTMLInputElement>(el, 'input[type=file]');
    chooser.files = transfer(files).files;
    chooser.dispatchEvent(new Event('change', { bubbles: true }));
    await el.updateComplete;
  };
  const drop = async (el: SupportForm, ...files: File[]) => {
    const event = new DragEvent('drop', { dataTransfer: transfer(files), bubbles: true, cancelable: true });
    find(el, '.drop').dispatchEvent(event);
    await el.updateComplete;
    return event;
  };
  const attached = (el: SupportForm) => findAll(el, '.file-name').map((it) => it.textContent);
  const refused = (el: SupportForm) => findAll(el, '.refused li').map((it) => it.textContent);
  const send = (el: SupportForm) => find<HTMLFormElement>(el, 'form').requestSubmit();
  const tickets = async ({ api }: TestProject) => (await api<{ data: Ticket[] }>('/admin/v1/tickets')).data;
  /** A client of a project of its own, whose requests with a ticket go through `around`. */
  const ticketsThrough = async (around: (send: () => Promise<Response>, signal: AbortSignal | undefined | null) => Promise<Response>) => {
    const own = await freshProject();
    const throughIt: typeof fetch = (input, init) =>
      String(input).includes('/support/ticket') ? around(() => fetch(input, init), init?.signal) : fetch(input, init);
    const client = keep(createClient({ apiUrl: own.apiUrl, sessionTokenUrl: own.sessionUrl('user_pro'), fetch: throughIt, noShare: true }));
    const el = await mounted(html`<support-form .client=${client}></support-form>`);
    write(el, 'subject', 'A question');
    write(el, 'content', 'How do I add a seat?');
    await choose(el, png());
    return { own, el };
  };

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation in any face, ${scheme}`, async () => {
        const clients = [
          keep(clientOf({ me: ME })),
          keep(clientOf({ me: ME, ticket: { ticket: { id: 'tkt_1', status: 'open' } } })),
          keep(clientOf({ me: { ...ME, customer: { ...ME.customer, email: null } } })),
          keep(clientOf({}, { getSessionToken: async () => null })),
          keep(clientOf({ me: new Response('', { status: 502 }) })),
          keep(clientOf({ me: new Promise(() => {}) })),
        ];
        const root = await fixture(onPage(scheme, clients.map((client) => html`<support-form .client=${client}></support-form>`)));
        const [form, sent, ...others] = [...root.querySelectorAll('support-form')];
        if (!form || !sent) throw new Error('no forms');
        for (const el of [form, sent, ...others.slice(0, -1)]) await settled(el);
        await choose(form, png(), new File(['x'], 'notes.txt', { type: 'text/plain' }));
        write(form, 'subject', 'x'.repeat(195));
        send(form);
        write(sent, 'subject', 'Hello');
        write(sent, 'content', 'Hello');
        send(sent);
        await says(sent, 'tkt_1');
        await expect(root).to.be.accessible();
      });
    }

    it('goes to the first field that is wrong, and says what is', async () => {
      const el = await someone();
      find(el, '[part=send]').focus();
      await sendKeys({ press: 'Enter' });
      await says(el, 'Write at least 3 characters.');
      await waitUntil(() => el.shadowRoot?.activeElement === input(el, 'subject'));
      write(el, 'subject', 'Why');
      await el.updateComplete;
      expect(words(el)).not.to.contain('at least 3');
    });

    it('counts near the end of what fits, and says so aloud only in steps', async () => {
      const el = await someone();
      const aloud = () => find(el, '[aria-live=polite]').textContent;
      const heard: (string | null)[] = [];
      for (const length of [179, 180, 181, 189, 190, 200, 201]) {
        write(el, 'subject', 'x'.repeat(length));
        await el.updateComplete;
        heard.push(aloud());
      }
      expect(heard).to.deep.equal(['', '20 characters left', '20 characters left', '20 characters left', '10 characters left', '0 characters left', '1 character too many']);
      expect(find(el, '#subject-note').textContent).to.equal('1 character too many');
      expect(find(el, '#subject-note').className).to.equal('wrong');
    });
  });

  describe('properties', () => {
    it('says what may be attached before anything is', async () => {
      const el = await someone();
      expect(words(el)).to.contain('At most 5 files of 10 MB each: JPEG, PNG, WebP or PDF.');
      expect(control(el, 'Choose files').getAttribute('aria-describedby')).to.equal('limits');
      expect(find(el, 'input[type=file]').getAttribute('accept')).to.equal('image/jpeg,image/png,image/webp,application/pdf');
    });

    it('says where the answer goes, and asks for it where that is not known', async () => {
      const own = await freshProject();
      await own.api('/customers', { body: { external_user_id: 'user_nowhere' } });
      expect(words(await mounted(html`<support-form .client=${clientFor('user_pro', own)}></support-form>`))).to.contain('We answer to priya@example.com.');
      const el = await mounted(html`<support-form .client=${clientFor('user_nowhere', own)}></support-form>`);
      write(el, 'email', 'nobody');
      write(el, 'subject', 'Hello');
      write(el, 'content', 'Hello');
      send(el);
      await says(el, 'Write your e-mail as name@example.com.');
      write(el, 'email', 'here@example.com');
      send(el);
      await says(el, 'We answer to here@example.com.');
      expect((await tickets(own)).map(({ email }) => email)).to.deep.equal(['here@example.com']);
    });
  });

  describe('states', () => {
    it('is as high while it loads as the form that follows', async () => {
      let answer = (_body: unknown): void => {};
      const client = keep(clientOf({ me: new Promise((resolve) => (answer = resolve)) }));
      const root = await fixture(html`<div style="inline-size: 560px"><support-form .client=${client}></support-form></div>`);
      const el = root.querySelector('support-form');
      if (!el) throw new Error('no form');
      // WebKit makes fields and their button rows a little lower: three pixels of 580.
      const isWebKit = !navigator.userAgent.includes('Chrome') && navigator.userAgent.includes('AppleWebKit');
      await expectSameHeight(el, '.panel', () => answer(ME), isWebKit ? 4 : undefined);
    });

    for (const [how, add] of [['chosen', choose], ['dropped', drop]] as const) {
      it(`refuses each file that does not fit by its name, ${how}`, async () => {
        const el = await someone();
        await add(el, png('1.png'), new File(['x'], 'notes.txt', { type: 'text/plain' }), new File([], 'empty.pdf', { type: 'application/pdf' }), png('big.png', 10 * 1024 * 1024 + 1));
        expect(attached(el)).to.deep.equal(['1.png']);
        expect(refused(el)).to.deep.equal([
          'notes.txt is left out: only JPEG, PNG, WebP and PDF are taken.',
          'empty.pdf is left out: only JPEG, PNG, WebP and PDF are taken.',
          'big.png is left out: it is larger than 10\u00a0MB.',
        ]);
        await add(el, png('1.png'), ...[2, 3, 4, 5, 6].map((number) => png(`${number}.png`)));
        expect(attached(el)).to.deep.equal(['1.png', '2.png', '3.png', '4.png', '5.png']);
        expect(refused(el)).to.deep.equal(['1.png is attached already.', '6.png is left out: 5 files are the most.']);
      });
    }

    it('takes a dropped file instead of the browser, and shows where', async () => {
      const el = await someone();
      const over = new DragEvent('dragover', { dataTransfer: transfer([png()]), bubbles: true, cancelable: true });
      find(el, '.drop').dispatchEvent(over);
      await el.updateComplete;
      expect(over.defaultPrevented).to.equal(true);
      expect(find(el, '.drop').classList.contains('over')).to.equal(true);
      expect((await drop(el, png())).defaultPrevented).to.equal(true);
      expect(find(el, '.drop').classList.contains('over')).to.equal(false);
    });

    it('removes a file, with the focus where another is chosen', async () => {
      const el = await someone();
      await choose(el, png('one.png'), png('two.png'));
      control(el, 'Remove one.png').focus();
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => el.shadowRoot?.activeElement === control(el, 'Choose files'));
      expect(attached(el)).to.deep.equal(['two.png']);
    });

    it('sends by keyboard, shows the ticket’s number, and can begin anew', async () => {
      const own = await freshProject();
      const el = await mounted(html`<support-form .client=${clientFor('user_pro', own)}></support-form>`);
      await choose(el, png());
      input(el, 'subject').focus();
      await sendKeys({ type: 'A question' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ type: 'How do I add a seat?' });
      find(el, '[part=send]').focus();
      await sendKeys({ press: 'Enter' });
      await sendKeys({ press: 'Enter' });
      await says(el, 'We have your message');
      const [ticket, ...others] = await tickets(own);
      expect(others).to.deep.equal([]);
      expect([ticket?.subject, ticket?.content, ticket?.files]).to.deep.equal(['A question', 'How do I add a seat?', [{ position: 0, name: 'screen.png', type: 'image/png', size: PNG.length }]]);
      expect(words(el)).to.contain(`Its number is ${ticket?.id}. We answer to priya@example.com.`);
      await waitUntil(() => el.shadowRoot?.activeElement === find(el, '.sent'));
      control(el, 'Write another one').click();
      await waitUntil(() => el.shadowRoot?.activeElement?.id === 'subject');
      expect([input(el, 'subject').value, input(el, 'content').value, attached(el)]).to.deep.equal(['', '', []]);
    });

    it('keeps everything where sending fails, and opens one ticket however often it is sent', async () => {
      let lost = 1;
      const { own, el } = await ticketsThrough(async (pass) => {
        const answer = await pass();
        if (lost-- > 0) throw new TypeError('The answer was lost');
        return answer;
      });
      send(el);
      await says(el, 'We do not know whether this was done. Trying again is safe');
      expect([input(el, 'subject').value, input(el, 'content').value, attached(el)]).to.deep.equal(['A question', 'How do I add a seat?', ['screen.png']]);
      send(el);
      await says(el, 'We have your message');
      expect((await tickets(own)).length).to.equal(1);
    });

    it('shows that it is under way, can be stopped, and keeps everything then', async () => {
      const { own, el } = await ticketsThrough(
        (_pass, signal) => new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))),
      );
      let failures = 0;
      el.addEventListener('billing-error', () => failures++);
      send(el);
      await says(el, 'Sending 1 file, 0.1 MB');
      expect(find(el, 'progress').hasAttribute('value'), 'how far it is, nobody knows').to.equal(false);
      write(el, 'subject', 'Too late');
      control(el, 'Cancel').click();
      await waitUntil(() => news(el) === 'Sending was stopped. Your message is still here.');
      expect(findAll(el, 'progress')).to.deep.equal([]);
      expect([input(el, 'content').value, attached(el), failures]).to.deep.equal(['How do I add a seat?', ['screen.png'], 0]);
      await waitUntil(() => el.shadowRoot?.activeElement === find(el, '[part=send]'));
      expect(await tickets(own)).to.deep.equal([]);
    });

    it('says that a file is not what its name says', async () => {
      const own = await freshProject();
      const el = await mounted(html`<support-form .client=${clientFor('user_pro', own)}></support-form>`);
      write(el, 'subject', 'A question');
      write(el, 'content', 'Why?');
      await choose(el, new File(['only text'], 'screen.png', { type: 'image/png' }));
      send(el);
      await says(el, 'A file was not accepted: it is not what its name says.');
      expect(attached(el)).to.deep.equal(['screen.png']);
    });
  });

  describe('slots', () => {
    it('takes another heading', async () => {
      const el = await mounted(html`<support-form .client=${keep(clientOf({ me: ME }))}><span slot="heading">Ask us</span></support-form>`);
      expect(el.querySelector('span')?.getBoundingClientRect().width).to.be.above(0);
    });
  });

  describe('events', () => {
    it('asks before it sends, and leaves it to a page that says so', async () => {
      const el = await someone();
      const asked: unknown[] = [];
      el.addEventListener('billing-ticket-request', (event) => {
        event.preventDefault();
        const { subject, content, files } = event.ticket;
        asked.push([subject, content, files?.map(({ name }) => name)]);
      });
      write(el, 'subject', '  A question ');
      write(el, 'content', 'Why?');
      await choose(el, png());
      send(el);
      expect(asked).to.deep.equal([['A question', 'Why?', ['screen.png']]]);
      await el.updateComplete;
      expect(findAll(el, 'progress')).to.deep.equal([]);
    });

    it('tells the number of the ticket', async () => {
      const el = await mounted(html`<support-form .client=${keep(clientOf({ me: ME, ticket: { ticket: { id: 'tkt_1', status: 'open' } } }))}></support-form>`);
      const told: string[] = [];
      el.addEventListener('billing-ticket-created', ({ ticketId }) => told.push(ticketId));
      write(el, 'subject', 'A question');
      write(el, 'content', 'Why?');
      send(el);
      await says(el, 'tkt_1');
      expect(told).to.deep.equal(['tkt_1']);
    });
  });

  describe('misuse', () => {
    it('shows hostile names as words', async () => {
      const el = await someone();
      const hostile = '<img src=x onerror=alert(1)>.png';
      await choose(el, png(hostile), new File(['x'], '<b>notes</b>', { type: 'text/plain' }));
      expect(findAll(el, 'img, b')).to.deep.equal([]);
      expect(attached(el)).to.deep.equal([hostile]);
    });

    it('keeps nothing of one user for the next', async () => {
      const el = await mounted(html`<support-form .client=${clientFor('user_pro')}></support-form>`);
      write(el, 'subject', 'Mine alone');
      el.client = clientFor('user_free');
      await says(el, 'We answer to frida@example.com.');
      expect(input(el, 'subject').value).to.equal('');
    });
  });
});
