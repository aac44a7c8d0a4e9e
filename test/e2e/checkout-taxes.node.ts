import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { findOrInstallChromium, launchChromium } from '../../tools/browsers.js';
import { world, type World } from '../api/support.js';
import { objections } from '../support/axe.js';
import { listening, type Listening } from '../support/listening.js';

const CARD = { email: 'ada@example.com', name: 'Ada L', number: '4242424242424242', expiry: '12 / 39', cvc: '123' };

describe('the country at the checkout, in a browser without script', { skip: findOrInstallChromium() ? false : 'there is no Chromium' }, () => {
  let browser: Browser;
  let api: Listening;
  let shop: World;
  let visitors = 0;
  before(async () => {
    shop = await world();
    await shop.db.insertInto('taxRates').values({ projectId: shop.projectId, id: 'de', name: 'VAT', percentage: 19, country: 'DE', state: null, active: true }).execute();
    api = await listening(shop.api);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await api.close();
  });

  async function visit(languages: string, { width = 1000 } = {}): Promise<{ page: Page; visitor: BrowserContext }> {
    const as = await shop.token(`visitor_${++visitors}`);
    const { body } = await shop.ask('POST', '/v1/checkout/create', { as, body: { priceId: 'price_starter_month_usd' } });
    const visitor = await browser.createBrowserContext();
    const page = await visitor.newPage();
    await page.setJavaScriptEnabled(false);
    await page.setViewport({ width, height: 600 });
    await page.setExtraHTTPHeaders({ 'accept-language': languages });
    await page.goto(api.url + new URL(body.url).pathname);
    return { page, visitor };
  }

  const pressEnter = (page: Page) => Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  const summary = (page: Page) => page.$eval('main', (main) => main.innerText);
  const typeCard = async (page: Page) => {
    for (const [name, value] of Object.entries(CARD)) await page.type(`input[name=${name}]`, value);
  };

  it('is chosen by keyboard, and Enter works out the total, then pays', async () => {
    const { page, visitor } = await visit('en');
    await page.focus('select[name=country]');
    await page.keyboard.type('Germ');
    await page.keyboard.press('Tab');
    await pressEnter(page);
    assert.match(await summary(page), /VAT 19%\s+\$4\.37\s+Due today\s+\$27\.37/);
    await typeCard(page);
    await pressEnter(page);
    assert.match(await summary(page), /All done/);
    await visitor.close();
  });

  it('comes first in the order of Tab after the email, with no stop at the button that Enter presses', async () => {
    const { page, visitor } = await visit('de-DE');
    await page.focus('input[name=email]');
    const names: unknown[] = [];
    for (let stop = 0; stop < 3; stop += 1) {
      await page.keyboard.press('Tab');
      names.push(await page.evaluate(() => document.activeElement?.getAttribute('name')));
    }
    assert.deepEqual(names, ['country', 'step', 'name']);
    await page.keyboard.down('Shift');
    for (let stop = 0; stop < 4; stop += 1) await page.keyboard.press('Tab');
    await page.keyboard.up('Shift');
    assert.notEqual(await page.evaluate(() => document.activeElement?.className), 'enter');
    await visitor.close();
  });

  it('is shown anew, and nothing is charged, where Enter pays after another one was chosen', async () => {
    const { page, visitor } = await visit('de-DE');
    await typeCard(page);
    await page.select('select[name=country]', 'FR');
    await page.focus('input[name=cvc]');
    await pressEnter(page);
    assert.match(await summary(page), /Der Betrag hat sich geändert/);
    assert.equal(await page.$eval('select[name=country]', (select) => select.value), 'FR');
    assert.equal(await page.$eval('input[name=number]', (input) => input.value), '');
    await visitor.close();
  });

  it('has nothing that axe objects to, light or dark, and fits 320 px', async () => {
    for (const languages of ['fr', 'de-DE', 'ar, de-DE;q=0.5']) {
      const { page, visitor } = await visit(languages, { width: 320 });
      await page.setJavaScriptEnabled(true); // for axe alone: the page has none
      assert.deepEqual(await objections(page), [], languages);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, languages);
      await visitor.close();
    }
  });
});
