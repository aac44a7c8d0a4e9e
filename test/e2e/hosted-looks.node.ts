import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'puppeteer-core';
import { objections } from '../support/axe.js';
import { startPages, type Pages } from './pages.js';
import { startWorld, type World } from './world.js';

describe('how the hosted pages look', () => {
  let world: World;
  let pages: Pages;
  before(async () => {
    world = await startWorld();
    pages = await startPages(world);
  });
  after(() => world.close());

  /** As somebody who is signed in asks for it. */
  async function asked<T>(user: string, path: string, body?: object): Promise<T> {
    const { sessionToken } = (await (await fetch(`${pages.url}/session?user=${user}`)).json()) as { sessionToken: string };
    const response = await fetch(world.apiUrl + path, {
      headers: { authorization: `Bearer ${sessionToken}`, 'content-type': 'application/json' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    assert.equal(response.status, 200);
    return (await response.json()) as T;
  }
  const portalOf = async (user: string, locale = 'en'): Promise<string> => (await asked<{ url: string }>(user, '/v1/portal/create', { locale })).url;
  const checkoutOf = async (user: string): Promise<string> =>
    (await asked<{ url: string }>(user, '/v1/checkout/create', { priceId: 'price_starter_month_usd', successUrl: pages.url, cancelUrl: pages.url })).url;

  async function shown(url: string, look: (page: Page) => Promise<unknown> = async () => undefined): Promise<Page> {
    const page = await world.browser.newPage();
    await look(page);
    await page.goto(url);
    return page;
  }

  const press = async (page: Page, button: string): Promise<unknown> => Promise.all([page.waitForNavigation(), page.click(button)]);

  it('has one title for the whole portal, and headings in order below it', async () => {
    const page = await shown(await portalOf('user_past_due'));
    assert.deepEqual(await page.$$eval('h1, h2, h3', (them) => them.map(({ localName }) => localName)), ['h1', 'h2', 'h3', 'h2', 'h2']);
  });

  const PAGES: Record<string, () => Promise<Page>> = {
    portal: async () => shown(await portalOf('user_past_due')),
    checkout: async () => shown(await checkoutOf('user_free')),
    'checkout with faults': async () => {
      const page = await shown(await checkoutOf('user_free'));
      await press(page, 'button.primary');
      return page;
    },
    "bank's page": async () => {
      const page = await shown(await checkoutOf('user_free'));
      for (const [name, text] of Object.entries({ name: 'Ada L', number: '4000002500003155', expiry: '12 / 39', cvc: '123' })) await page.type(`input[name=${name}]`, text);
      await press(page, 'button.primary');
      await page.waitForSelector('button[value=confirm]');
      return page;
    },
    'page of a card': async () => shown((await asked<{ url: string }>('user_free', '/sdk/payment-methods/setup-intent', {})).url),
    invoice: async () => shown((await asked<{ data: { url: string }[] }>('user_pro', '/invoices')).data[0]?.url ?? ''),
    'page that has gone': () => shown(`${world.apiUrl}/checkout/cs_gone`),
    explorer: () => shown(`${world.apiUrl}/docs`),
  };
  for (const [name, open] of Object.entries(PAGES)) {
    it(`has nothing that axe objects to, light or dark: ${name}`, async () => {
      assert.deepEqual(await objections(await open()), []);
    });
  }

  it('has nothing to press that is lower than 24 pixels', async () => {
    for (const url of [await portalOf('user_past_due'), await checkoutOf('user_free')]) {
      const page = await shown(url);
      const low = await page.$$eval('a, button, input:not([type=hidden]), summary', (them) => them.filter((it) => it.getBoundingClientRect().height < 24).map((it) => it.outerHTML));
      assert.deepEqual(low, []);
    }
  });

  for (const locale of ['en', 'de', 'ja']) {
    it(`lines the portal's amounts up, also on a phone, ${locale}`, async () => {
      const page = await shown(await portalOf('user_past_due', locale), (it) => it.setViewport({ width: 320, height: 600 }));
      assert.equal(new Set(await page.$$eval('strong.number', (them) => them.map((it) => it.getBoundingClientRect().right))).size, 1);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    });
  }

  it('prints an invoice from the top of the paper on, dark letters on white whatever the screen has', async () => {
    const { data } = await asked<{ data: { url: string }[] }>('user_pro', '/invoices');
    const page = await shown(data[0]?.url ?? '', async (it) => {
      const session = await it.createCDPSession();
      await session.send('Emulation.setEmulatedMedia', { media: 'print', features: [{ name: 'prefers-color-scheme', value: 'dark' }] });
    });
    const top = await page.$eval('.seller', (it) => it.getBoundingClientRect().top);
    assert.ok(top < 60, `it begins ${top} pixels below`);
    const lightness = await page.$eval('h1', (it) => Number(/oklch\(([\d.]+)/.exec(getComputedStyle(it).color)?.[1]));
    assert.ok(lightness < 0.4, `letters of lightness ${lightness}`);
  });

  for (const scheme of ['light', 'dark']) {
    it(`has examples in its fields that can be read, ${scheme}`, async () => {
      const page = await shown(await checkoutOf('user_free'), (it) => it.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]));
      const luminances = await page.$eval('input[name=number]', (field) => {
        const canvas = new OffscreenCanvas(1, 1).getContext('2d');
        if (!canvas) throw new Error('no canvas');
        return [getComputedStyle(field).backgroundColor, getComputedStyle(field, '::placeholder').color].map((colour) => {
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
          const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((it) => (it / 255 <= 0.04045 ? it / 255 / 12.92 : ((it / 255 + 0.055) / 1.055) ** 2.4));
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        });
      });
      const [light = 0, dark = 0] = luminances.toSorted((a, b) => b - a);
      const contrast = (light + 0.05) / (dark + 0.05);
      assert.ok(contrast >= 4.5, `${contrast} to 1`);
    });
  }
});
