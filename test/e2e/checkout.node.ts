import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Frame, Page } from 'puppeteer-core';
import { startPages, type Pages } from './pages.js';
import { newVisitor, seeText, startWorld, watch, type Watched, type World } from './world.js';

const STARTER = 'price_starter_month_usd';
/** A card whose bank asks for a confirmation. */
const ASKS_BANK = '4000 0025 0000 3155';
const BUTTON = '>>> checkout-button >>> button';

describe('buying, by redirect and in a dialog', () => {
  let world: World;
  let pages: Pages;
  let visitors = 0;
  before(async () => {
    world = await startWorld();
    pages = await startPages(world);
  });
  after(() => world.close());

  interface Visit {
    readonly visitor: BrowserContext;
    readonly url: string;
    open(): Promise<{ page: Page; seen: Watched }>;
  }

  /** Somebody new, without a plan, and a page of the merchant's with this in it. */
  async function visit(inside: string, { policy, user = `somebody_${++visitors}` }: { policy?: string; user?: string } = {}): Promise<Visit> {
    const visitor = await newVisitor(world);
    const body = `<billing-provider api-url="${world.apiUrl}" session-token-url="/session?user=${user}">${inside}</billing-provider>`;
    const url = pages.put(`/shop_${++visitors}`, body, policy === undefined ? {} : { policy });
    const open = async () => {
      const page = await visitor.newPage();
      const seen = watch(page);
      await page.goto(url);
      return { page, seen };
    };
    return { visitor, url, open };
  }

  const redirect = `<checkout-button price="${STARTER}"></checkout-button>`;
  const embedded = `<checkout-button price="${STARTER}" mode="embedded"></checkout-button>`;
  const isReady = (page: Page) => page.waitForSelector(`${BUTTON}[aria-disabled=false]`);
  const onHostedPage = (page: Page) => page.waitForFunction((api) => location.href.startsWith(`${api}/checkout/`) && document.readyState === 'complete', {}, world.apiUrl);

  const isCurrent = (page: Page) => page.waitForFunction(() => document.querySelector('checkout-button')?.shadowRoot?.querySelector('button')?.textContent === 'Current plan');
  const isBack = (page: Page) => page.waitForFunction((origin) => location.origin === origin, {}, pages.url);

  async function pay(place: Page | Frame, number: string): Promise<void> {
    const values = { email: 'ada@example.com', name: 'Ada L', number, expiry: '12 / 39', cvc: '123' };
    for (const [name, value] of Object.entries(values)) await place.locator(`input[name=${name}]`).fill(value);
    await place.locator('button.primary').click();
  }

  /** The hosted page inside the dialog. */
  async function framed(page: Page): Promise<Frame> {
    const iframe = await page.waitForSelector('>>> checkout-dialog >>> iframe.page:not(.away)');
    const frame = await iframe?.contentFrame();
    if (!frame) throw new Error('the dialog has no frame');
    return frame;
  }

  const created = ({ requests }: Watched): number => requests.filter(({ method, url }) => method === 'POST' && url.endsWith('/v1/checkout/create')).length;
  /** What was told to the page, in order. */
  const listen = (page: Page) =>
    page.evaluate(() => {
      const told: unknown[] = [];
      Object.assign(globalThis, { told });
      addEventListener('billing-checkout-progress', (event) => told.push((event as Event & { step: string }).step));
      addEventListener('billing-checkout-complete', (event) => told.push(['complete', (event as Event & { subscription: { productId: string } }).subscription.productId]));
    });
  const told = (page: Page): Promise<unknown> => page.evaluate('told');

  /** A visit that has the hosted page in the dialog. What is told to its page is kept. */
  async function inDialog(): Promise<{ page: Page; frame: Frame; visitor: BrowserContext; url: string }> {
    const { open, visitor, url } = await visit(embedded);
    const { page } = await open();
    await isReady(page);
    await listen(page);
    await page.locator(BUTTON).click();
    return { page, frame: await framed(page), visitor, url };
  }

  const isOpen = (page: Page): Promise<unknown> => page.evaluate(`document.querySelector('checkout-button').shadowRoot.querySelector('checkout-dialog').open`);

  describe('a button that leads to the hosted page', () => {
    it('starts one checkout for a double click, a click beside Enter, and a second tab', async () => {
      const { open, visitor } = await visit(redirect);
      const { page, seen } = await open();
      await isReady(page);
      await page.locator(BUTTON).click({ count: 2 });
      await onHostedPage(page);
      assert.equal(created(seen), 1);

      const urls = [page.url()];
      const { page: other } = await open();
      await isReady(other);
      await other.focus(BUTTON);
      await Promise.all([other.keyboard.press('Enter'), other.evaluate(`document.querySelector('checkout-button').shadowRoot.querySelector('button').click()`)]);
      await onHostedPage(other);
      urls.push(other.url());
      assert.equal(new Set(urls).size, 1, urls.join(' '));
      await visitor.close();
    });

    it('gives back the same checkout to a page out of the back/forward cache, and is not busy any more', async () => {
      const { open, visitor, url } = await visit(redirect);
      const { page } = await open();
      await isReady(page);
      await page.evaluate('neverLeft = true');
      await page.locator(BUTTON).click();
      await onHostedPage(page);
      const first = page.url();
      await page.goBack();
      assert.equal(page.url(), url);
      assert.equal(await page.evaluate('neverLeft'), true, 'it is the page that was left');
      await page.waitForSelector(`${BUTTON}:not([aria-busy])`);
      await page.locator(BUTTON).click();
      await onHostedPage(page);
      assert.equal(page.url(), first);
      await visitor.close();
    });

    it('shows what was bought on the page that was left for it, which comes out of the back/forward cache', async () => {
      const { open, visitor } = await visit(`${redirect}<feature-gate feature="pdf_export"><template>Exported</template></feature-gate>`);
      const { page } = await open();
      await isReady(page);
      await page.evaluate('neverLeft = true');
      await page.locator(BUTTON).click();
      await onHostedPage(page);
      await pay(page, '4242 4242 4242 4242');
      await isBack(page);
      await isCurrent(page);
      await page.evaluate('setTimeout(() => history.go(-2))'); // after this call has its answer
      await page.waitForFunction('globalThis.neverLeft === true'); // it is the page that was left
      await isCurrent(page);
      await seeText(page, 'Exported');
      await visitor.close();
    });

    it("goes on at the bank's confirmation after a reload, and after the button is pressed again on a reloaded page", async () => {
      const { open, visitor, url } = await visit(redirect);
      const { page } = await open();
      await isReady(page);
      await page.locator(BUTTON).click();
      await onHostedPage(page);
      await pay(page, ASKS_BANK);
      await page.waitForSelector('button[value=confirm]');
      const atBank = page.url();
      await page.reload();
      await page.waitForSelector('button[value=confirm]');
      await page.goto(url);
      await isReady(page);
      await page.locator(BUTTON).click();
      await page.waitForSelector('button[value=confirm]');
      assert.equal(page.url(), atBank);
      await page.locator('button[value=confirm]').click();
      await isBack(page);
      await isCurrent(page);
      await visitor.close();
    });

    it('says on the way back that it is done, only beside the button that sold it', async () => {
      const { open, visitor } = await visit(`${redirect}<checkout-button price="price_pro_month_usd"></checkout-button>`);
      const { page } = await open();
      await isReady(page);
      await page.locator(BUTTON).click();
      await onHostedPage(page);
      await pay(page, '4242 4242 4242 4242');
      await isBack(page);
      await page.waitForFunction(() => document.querySelector('checkout-button')?.shadowRoot?.querySelector('[role=status]')?.textContent?.includes('You are on'));
      const news = await page.$$eval('>>> checkout-button', (buttons) => buttons.map((it) => it.shadowRoot?.querySelector('[role=status]')?.textContent?.trim()));
      assert.deepEqual(news, ['You are on Starter', '']);
      await isCurrent(page);
      assert.equal(await page.evaluate('location.search'), '');
      await visitor.close();
    });

    it('says on the way back from a smaller plan when it begins', async () => {
      const { open, visitor } = await visit(`${redirect}<pricing-table></pricing-table>`, { user: 'user_pro' });
      const { page } = await open();
      await isReady(page);
      await page.locator(BUTTON).click();
      await onHostedPage(page);
      await page.locator('button.primary').click(); // nothing is due, and there is a card
      await isBack(page);
      for (const tag of ['checkout-button', 'pricing-table']) {
        await page.waitForFunction((name) => {
          const news = document.querySelector(name)?.shadowRoot?.querySelector('[role=status]')?.textContent?.trim();
          return news && /^You change to Starter on \w+ \d+, \d{4}\.$/.test(news);
        }, {}, tag);
      }
      await visitor.close();
    });
  });

  it('an alert leads from a failed payment over another card to a paid plan, by keyboard', async () => {
    const { open, visitor, url } = await visit('<billing-alert></billing-alert>', { user: 'user_past_due' });
    const { page } = await open();
    const button = async (label: string) => {
      const found = await page.waitForSelector(`>>> billing-alert >>> ::-p-aria([name="${label}"][role="button"])`);
      await found?.focus();
      await page.keyboard.press('Enter');
    };
    await button('Pay $23.00 now');
    await page.waitForFunction(() => document.querySelector('billing-alert')?.shadowRoot?.textContent?.includes('was declined'));
    await button('Update card');
    await page.waitForFunction((api) => location.href.startsWith(`${api}/setup/`), {}, world.apiUrl);
    for (const [name, value] of Object.entries({ name: 'Paula Novak', number: '4242424242424242', expiry: '12 / 39', cvc: '123' })) {
      await page.locator(`input[name=${name}]`).fill(value);
    }
    await page.keyboard.press('Enter');
    await isBack(page);
    assert.equal(page.url(), url);
    await button('Pay $23.00 now');
    await page.waitForFunction(() => document.querySelector('billing-alert')?.shadowRoot?.querySelector('[role=status]')?.textContent?.includes('Paid. Starter goes on.'));
    assert.equal(await page.$('>>> billing-alert >>> .alert'), null);
    const { data } = (await world.api('/subscriptions?customer_id=user_past_due')) as { data: { status: string }[] };
    assert.equal(data[0]?.status, 'active');
    await visitor.close();
  });

  describe('a dialog with the hosted page', () => {
    it('goes from a declined card over a confirmation to the plan, by keyboard and under a strict policy', async () => {
      const policy = `default-src 'self'; connect-src 'self' ${world.apiUrl}; frame-src ${world.apiUrl}`;
      const { open, visitor, url } = await visit(embedded, { policy });
      const { page, seen } = await open();
      await isReady(page);
      await listen(page);
      await page.focus(BUTTON);
      await page.keyboard.press('Enter');
      const frame = await framed(page);
      assert.equal(await frame.$eval('html', (html) => html.scrollHeight <= html.clientHeight + 1), true, 'the frame is as high as its page');
      await pay(frame, '4000000000000002');
      await frame.waitForSelector('[role=alert]');
      assert.deepEqual(await told(page), ['ready', 'ready', 'declined']);
      await pay(frame, '4000002500003155');
      const confirm = await frame.waitForSelector('button[value=confirm]');
      await confirm?.focus();
      await page.keyboard.press('Enter');
      await seeText(page, 'You are on Starter');
      assert.equal(page.url(), url, 'the return has not happened inside the page');
      assert.deepEqual((await told(page)) as unknown[], ['ready', 'ready', 'declined', 'ready', 'needs_confirmation', 'ready', ['complete', 'starter']]);
      await page.waitForFunction(() => {
        const dialog = document.querySelector('checkout-button')?.shadowRoot?.querySelector('checkout-dialog')?.shadowRoot;
        return document.hasFocus() && dialog?.activeElement?.textContent === 'Done';
      });
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelector('checkout-button')?.shadowRoot?.querySelector('checkout-dialog')?.open === false);
      await isCurrent(page);
      assert.equal(await page.evaluate(`document.querySelector('checkout-button').shadowRoot.activeElement?.localName`), 'button', 'the focus is back');
      assert.deepEqual(seen.complaints.filter((it) => !/402/.test(it)), []); // a declined card
      await visitor.close();
    });

    it("goes on at the bank's confirmation in the same checkout after the page was reloaded", async () => {
      const { page, frame, visitor } = await inDialog();
      await pay(frame, ASKS_BANK);
      await frame.waitForSelector('button[value=confirm]');
      const atBank = frame.url();
      await page.reload();
      await isReady(page);
      await listen(page);
      await page.locator(BUTTON).click();
      const again = await framed(page);
      await again.waitForSelector('button[value=confirm]');
      assert.equal(again.url(), atBank);
      await again.locator('button[value=confirm]').click();
      await seeText(page, 'You are on Starter');
      assert.deepEqual(await told(page), ['ready', 'needs_confirmation', 'ready', ['complete', 'starter']]);
      await visitor.close();
    });

    it('says of a smaller plan when it begins, and that nothing changes until then', async () => {
      const { open, visitor } = await visit(embedded, { user: 'user_canceling' });
      const { page } = await open();
      await isReady(page);
      await page.locator(BUTTON).click();
      await (await framed(page)).locator('button.primary').click(); // nothing is due, and there is a card
      await seeText(page, 'You change to Starter on');
      await seeText(page, 'Nothing changes until then.');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => {
        const button = document.querySelector('checkout-button')?.shadowRoot?.querySelector('button');
        return button?.ariaDisabled === 'true' && button.textContent?.startsWith('Begins');
      });
      await visitor.close();
    });

    it('lets the back button go back through its steps, and closed, leaves it to the page', async () => {
      const { page, frame, visitor, url } = await inDialog();
      await pay(frame, '4000002500003155');
      await frame.waitForSelector('button[value=confirm]');
      await page.evaluate('history.back()');
      await page.waitForFunction(() => ((globalThis as { told?: unknown[] }).told?.length ?? 0) > 3);
      assert.equal(await isOpen(page), true);
      assert.equal(page.url(), url);
      await frame.waitForSelector('button[value=confirm]'); // the bank still waits
      await frame.locator('button[value=refuse]').click();
      await frame.waitForSelector('[role=alert]');
      await frame.locator('a.quiet').click();
      await page.waitForFunction(() => (globalThis as { told?: unknown[] }).told?.at(-1) === 'canceled');
      assert.equal(await isOpen(page), false);
      assert.equal(await page.evaluate(`document.querySelector('checkout-button').shadowRoot.activeElement?.localName`), 'button', 'the focus is back');
      await visitor.close();
    });

    it('is closed by Escape wherever the focus is, also within the hosted page', async () => {
      const { page, frame, visitor } = await inDialog();
      await frame.focus('input[name=number]');
      await page.keyboard.press('Escape');
      await page.waitForFunction(() => !document.querySelector('checkout-button')?.shadowRoot?.querySelector('checkout-dialog')?.open);
      assert.equal(await page.evaluate(`document.querySelector('checkout-button').shadowRoot.activeElement?.localName`), 'button', 'the focus is back');
      await visitor.close();
    });

    it('believes the API alone, whatever messages say', async () => {
      const { page, frame, visitor } = await inDialog();
      const id = new URL(frame.url()).pathname.split('/').at(-1);
      // The page's own windows and other frames lie; then the hosted page's own origin, from another frame.
      await page.evaluate((checkout) => postMessage({ type: 'billing-checkout', id: checkout, status: 'complete', height: 1 }, '*'), id);
      await page.evaluate((src) => {
        const other = document.createElement('iframe');
        other.src = src;
        document.body.append(other);
        return new Promise((resolve) => other.addEventListener('load', resolve));
      }, frame.url());
      await frame.evaluate((checkout) => parent.postMessage({ type: 'billing-checkout', id: `${checkout}x`, status: 'complete', height: 1 }, '*'), id);
      await frame.evaluate(() => parent.postMessage('complete', '*'));
      await frame.evaluate((checkout) => parent.postMessage({ type: 'billing-checkout', id: checkout, status: 'declined', height: -1 }, '*'), id);
      await page.waitForFunction(() => (globalThis as { told?: unknown[] }).told?.at(-1) === 'declined');
      assert.deepEqual(await told(page), ['ready', 'declined']);
      // Even a true page that lies brings about nothing but a question.
      await frame.evaluate((checkout) => parent.postMessage({ type: 'billing-checkout', id: checkout, status: 'complete', height: 1 }, '*'), id);
      await seeText(page, 'Your payment is being confirmed');
      assert.deepEqual(await told(page), ['ready', 'declined']);
      await visitor.close();
    });

    it('notices a payment whose message was lost, also when it is closed', async () => {
      const { page, frame, visitor } = await inDialog();
      const elsewhere = await visitor.newPage();
      await elsewhere.goto(frame.url());
      await pay(elsewhere, '4242424242424242');
      await isBack(elsewhere);
      await elsewhere.close();
      await page.bringToFront();
      await page.locator('>>> checkout-dialog >>> .close').click();
      await page.waitForFunction(() => JSON.stringify((globalThis as { told?: unknown[] }).told?.at(-1)) === '["complete","starter"]');
      await visitor.close();
    });

    it('offers the checkout as a page of its own where a policy keeps the frame out, and comes back from there', async () => {
      const policy = `default-src 'self'; connect-src 'self' ${world.apiUrl}`;
      const { open, visitor, url } = await visit(embedded, { policy });
      const { page } = await open();
      await isReady(page);
      await page.locator(BUTTON).click();
      await page.locator('>>> checkout-dialog >>> .silent a').click();
      await onHostedPage(page);
      await pay(page, '4242424242424242');
      await isBack(page);
      await seeText(page, 'You are on Starter');
      assert.equal(page.url(), url);
      await visitor.close();
    });

    it('offers it too where the network fails between two steps, and goes on where it comes back', async () => {
      const { page, frame, visitor } = await inDialog();
      await page.setOfflineMode(true);
      const { href } = new URL(frame.url());
      await frame.evaluate((to) => void location.assign(to), href).catch(() => {});
      await page.waitForSelector('>>> checkout-dialog >>> .silent a', { visible: true });
      await page.setOfflineMode(false);
      await page.evaluate(() => {
        const iframe = document.querySelector('checkout-button')?.shadowRoot?.querySelector('checkout-dialog')?.shadowRoot?.querySelector('iframe');
        iframe?.setAttribute('src', iframe.src); // what reloading the frame does
      });
      await page.waitForFunction(() => !document.querySelector('checkout-button')?.shadowRoot?.querySelector('checkout-dialog')?.shadowRoot?.querySelector('.silent'));
      await visitor.close();
    });

    it('is framed by the page that started it, and by no other', async () => {
      const { frame, visitor } = await inDialog();
      const other = await visitor.newPage();
      const stranger = await startPages(world);
      await other.goto(stranger.put('/stranger', `<iframe src="${frame.url()}"></iframe>`));
      await other.waitForFunction(() => document.querySelector('iframe') !== null && document.readyState === 'complete');
      const inner = other.frames()[1];
      assert.equal(await inner?.$('main').catch(() => null), null);
      await visitor.close();
    });
  });
});
