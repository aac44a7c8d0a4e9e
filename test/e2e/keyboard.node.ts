import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { KeyInput, Page } from 'puppeteer-core';
import type { Invoice } from '../../src/contract/invoice.js';
import type { PaymentMethod } from '../../src/contract/payment-method.js';
import type { Subscription } from '../../src/contract/subscriptions.js';
import type { Ticket } from '../../src/contract/ticket.js';
import { startPages } from './pages.js';
import { seeText, startWorld, watch, type Watched, type World } from './world.js';

const USER = 'user_free';
/** The smallest there is. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
/** More stops than any of these pages has. */
const MOST_STOPS = 150;

interface Focused {
  /** As an assistive technology would say it, roughly. */
  readonly name: string;
  readonly tag: string;
  readonly type: string;
}

/** What has the focus, through all shadow roots. */
const focused = (page: Page): Promise<Focused> =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    const labels = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? Array.from(at.labels ?? [], (label) => label.innerText) : [];
    const name = at?.getAttribute('aria-label') ?? (labels.length > 0 ? labels.join(' ') : (at?.textContent ?? ''));
    return { name: name.replace(/\s+/g, ' ').trim(), tag: at?.localName ?? '', type: at?.getAttribute('type') ?? '' };
  });

/** Presses Tab until what is called so has the focus, as somebody does who cannot see where it is. */
async function tabTo(page: Page, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const heard: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (key === 'Shift+Tab') await page.keyboard.down('Shift');
    await page.keyboard.press('Tab');
    if (key === 'Shift+Tab') await page.keyboard.up('Shift');
    const at = await focused(page);
    if (typeof name === 'string' ? at.name === name || at.name.startsWith(`${name} `) : name.test(at.name)) return;
    heard.push(`${at.tag} ${at.name}`);
  }
  assert.fail(`no stop called ${name} among ${[...new Set(heard)].join(' | ')}`);
}

async function press(page: Page, name: string | RegExp, key: KeyInput = 'Enter'): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press(key);
}

describe('by keyboard alone, on one page with a pricing table and a customer portal', () => {
  let world: World;
  let page: Page;
  let url: string;
  let seen: Watched;

  before(async () => {
    world = await startWorld();
    const pages = await startPages(world);
    url = pages.put(
      '/account',
      `<billing-provider api-url="${world.apiUrl}" session-token-url="/session?user=${USER}">
        <pricing-table></pricing-table>
        <customer-portal panels="subscription,payment-methods,invoices,support"></customer-portal>
      </billing-provider>`,
    );
    page = await world.browser.newPage();
    await page.setViewport({ width: 1200, height: 1000 });
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    seen = watch(page);
    await page.goto(url);
  });
  after(() => world.close());

  const listed = async <T>(path: string): Promise<T[]> => ((await world.api(`${path}?customer_id=${USER}`)) as { data: T[] }).data;
  /** The subscription in force, as the API has it. */
  const now = async (): Promise<Subscription> => {
    const it = (await listed<Subscription>('/subscriptions')).find(({ endedAt }) => endedAt === null);
    assert.ok(it, 'there is a subscription in force');
    return it;
  };
  const card = async (): Promise<string | undefined> =>
    ((await world.api(`/payment-methods?customer_id=${USER}`)) as { paymentMethods: PaymentMethod[] }).paymentMethods.find(({ isDefault }) => isDefault)?.last4;

  /** What the panel says, on one line. */
  const panelSays = (text: RegExp): Promise<unknown> =>
    page.waitForFunction(
      (source) => {
        const panel = document.querySelector('customer-portal')?.shadowRoot?.querySelector('subscription-panel')?.shadowRoot;
        return new RegExp(source).test(panel?.querySelector('.panel')?.textContent?.replace(/\s+/g, ' ') ?? '');
      },
      {},
      text.source,
    );
  const day = (iso: string): string => new Date(iso).toLocaleDateString('en', { day: 'numeric', month: 'long', year: 'numeric' });

  /** The hosted page's form, field by field; it leads back by itself. */
  async function payOnHostedPage(number: string): Promise<void> {
    await page.waitForSelector('input[name=number]');
    assert.equal(new URL(page.url()).origin, world.apiUrl);
    const fields = { 'Name on card': 'Frida Lindqvist', 'Card number': number, Expires: '12 / 39', 'Security code': '123' };
    for (const [label, value] of Object.entries(fields)) {
      await tabTo(page, new RegExp(`^${label}`));
      await page.keyboard.type(value);
    }
    await page.keyboard.press('Enter');
    await page.waitForFunction((origin) => location.origin === origin, {}, new URL(url).origin);
  }

  it('subscribes', async () => {
    await seeText(page, 'Most popular');
    await panelSays(/Hobby Active .*Free/);
    await press(page, /^Upgrade to Starter/);
    await payOnHostedPage('4242 4242 4242 4242');
    await panelSays(/Starter Active .*\$23 a month.*Visa ·· 4242/);
    const { productId, status, amount, currentPeriodEnd } = await now();
    assert.deepEqual([productId, status, amount, await card()], ['starter', 'active', 2300, '4242']);
    await panelSays(new RegExp(`Renews ?${day(currentPeriodEnd)}`));
  });

  it('changes the plan for what the preview says', async () => {
    await press(page, 'Change plan');
    await seeText(page, '$59 a month per seat');
    await tabTo(page, /^Starter Current/);
    for (let step = 0; step < 2; step++) await page.keyboard.press('ArrowDown');
    assert.match((await focused(page)).name, /^Pro \$59 a month per seat/);
    await press(page, 'Continue');
    await seeText(page, 'Change to Pro');
    await tabTo(page, /^Confirm and pay \$/);
    const { name } = await focused(page);
    await page.keyboard.press('Enter');
    await panelSays(/Pro Active .*\$59 a month/);
    const { productId, quantity } = await now();
    const [invoice] = await listed<Invoice>('/invoices');
    assert.deepEqual([productId, quantity], ['pro', 1]);
    assert.deepEqual([invoice?.status, `Confirm and pay $${((invoice?.total ?? 0) / 100).toFixed(2)}`], ['paid', name]);
    assert.equal((await focused(page)).name, 'Change plan', 'the focus is back where it was');
  });

  it('cancels, with a reason', async () => {
    await press(page, 'Cancel plan');
    await seeText(page, 'Why are you leaving?');
    await press(page, 'It is too expensive', 'Space');
    await tabTo(page, /^What could we do better/);
    await page.keyboard.type('A smaller plan');
    await press(page, 'Cancel Pro');
    await panelSays(/Pro Ending/);
    const { status, cancelAtPeriodEnd, currentPeriodEnd } = await now();
    assert.deepEqual([status, cancelAtPeriodEnd], ['active', true]);
    await panelSays(new RegExp(`Pro ends on ${day(currentPeriodEnd)}`));
    assert.equal((await focused(page)).name, 'Pro', 'the button is gone: the focus is at the plan');
  });

  it('takes that back', async () => {
    await press(page, 'Keep Pro');
    await panelSays(/Pro Active/);
    assert.equal((await now()).cancelAtPeriodEnd, false);
  });

  it('pays a failed invoice with another card', async () => {
    await press(page, 'Add a card');
    await payOnHostedPage('4000 0000 0000 0341');
    await panelSays(/Visa ·· 0341/);
    await world.api('/sandbox/v1/clock', { advance: 'P1M' });
    await page.reload();
    await panelSays(/Pro Payment failed/);
    assert.equal((await now()).status, 'past_due');
    const failed = async (): Promise<Invoice | undefined> => (await listed<Invoice>('/invoices')).find(({ status }) => status === 'open');
    const invoice = await failed();
    assert.ok(invoice?.paymentFailed);
    await press(page, `Pay now, invoice ${invoice.number}`);
    await seeText(page, 'Your card was declined');
    assert.equal((await failed())?.id, invoice.id);
    await press(page, 'Add a card');
    await payOnHostedPage('4242 4242 4242 4242');
    await panelSays(/Visa ·· 4242/);
    await press(page, `Pay now, invoice ${invoice.number}`);
    await panelSays(/Pro Active/);
    assert.deepEqual([(await now()).status, await failed(), await card()], ['active', undefined, '4242']);
  });

  it('sends a ticket with a file', async () => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'billing-ticket-')), 'screen.png');
    await writeFile(file, PNG);
    await tabTo(page, 'Subject');
    await page.keyboard.type('Where is my export?');
    await tabTo(page, 'Message');
    await page.keyboard.type('It has been running since Monday.');
    const chosen = page.waitForFileChooser({ timeout: 10_000 });
    await press(page, 'Choose files');
    const chooser = await chosen;
    await chooser.accept([file]);
    await seeText(page, 'screen.png');
    await press(page, 'Send message');
    await seeText(page, 'We have your message');
    const [ticket] = await listed<Ticket>('/admin/v1/tickets');
    assert.ok(ticket);
    await seeText(page, `Its number is ${ticket.id}`);
    assert.deepEqual([ticket.subject, ticket.content], ['Where is my export?', 'It has been running since Monday.']);
    assert.deepEqual(ticket.files.map(({ name, type, size }) => [name, type, size]), [['screen.png', 'image/png', PNG.length]]);
    await rm(path.dirname(file), { recursive: true });
  });

  it('was refused nothing but the payment, and no script of it failed', () => {
    const refused = seen.requests.filter(({ status, url: asked }) => (status === 0 || status >= 400) && !asked.endsWith('/favicon.ico'));
    assert.deepEqual(refused.map(({ method, url: asked, status }) => [method, new URL(asked).pathname.replace(/inv_\w+/, ':id'), status]), [
      ['POST', '/sdk/invoices/:id/retry', 409],
    ]);
    assert.deepEqual(seen.uncaught, []);
  });
});
