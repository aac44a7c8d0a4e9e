import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { en } from '../../src/api/pages/words/en.js';
import { LANGUAGES, PageWords } from '../../src/api/pages/words/index.js';
import { json } from '../../src/api/store/json.js';
import { CARD, submit, world, type World } from './support.js';

const STARTER = { priceId: 'price_starter_month_usd', successUrl: 'http://localhost:3000/done', cancelUrl: 'http://localhost:3000/plans' };

async function opened(path: string, body: object, user = 'user_free'): Promise<{ it: World; path: string }> {
  const it = await world();
  const { status, body: page } = await it.ask('POST', path, { as: await it.token(user), body });
  assert.equal(status, 200, JSON.stringify(page));
  return { it, path: new URL(page.url).pathname };
}

const checkout = (locale?: string) => opened('/v1/checkout/create', { ...STARTER, ...(locale && { locale }) });

/** The page as a browser that wants these languages gets it. */
const read = async (it: World, path: string, acceptLanguage?: string): Promise<string> =>
  (await it.ask('GET', path, { headers: acceptLanguage ? { 'accept-language': acceptLanguage } : {} })).body;

const languageOf = (page: string): string | undefined => /<html lang="([^"]+)"/.exec(page)?.[1];

describe('the language of a hosted page', () => {
  it('is the one it was asked for, whatever the browser wants', async () => {
    const { it, path } = await checkout('de-AT');
    const page = await read(it, path, 'fr-FR, en;q=0.5');
    assert.equal(languageOf(page), 'de');
    assert.match(page, /Kartennummer/);
    assert.match(page, /23,00\s\$/);
  });

  it("else the browser's, else the project's, else English", async () => {
    const { it, path } = await checkout();
    assert.equal(languageOf(await read(it, path, 'xx, pt-PT;q=0.9, en;q=0.5')), 'pt');
    assert.equal(languageOf(await read(it, path)), 'en');
    await it.db.updateTable('projects').set({ localeDefault: 'ja' }).where('id', '=', it.projectId).execute();
    assert.equal(languageOf(await read(it, path, 'xx')), 'ja');
    assert.equal(languageOf(await read(it, path, 'fr')), 'fr');
  });

  it('holds for what is wrong, for a card that is declined, and for its bank', async () => {
    const { it, path } = await checkout('de');
    const german = new PageWords('de');
    assert.ok((await submit(it.api, path, { ...CARD, number: '1' })).text.includes(german.text('numberWrong')));
    assert.ok((await submit(it.api, path, { ...CARD, number: '4111 1111 1111 1111' })).text.includes(german.text('testCardsOnly')));
    assert.ok((await submit(it.api, path, { ...CARD, number: '4000 0000 0000 0002' })).text.includes(german.text('declined')));
    const bank = await submit(it.api, path, { ...CARD, number: '4000 0025 0000 3155' });
    assert.ok((await read(it, bank.location ?? '')).includes(german.text('isThisYou')));
  });

  it('holds for each line of what is due: a coupon, unused time, days of a plan, use, and credit', async () => {
    const it = await world();
    const own = { projectId: it.projectId };
    await it.db.insertInto('coupons').values({ ...own, id: 'TENTH', name: 'Tenth', percentOff: 10, amountOff: null, currency: null, duration: 'once', durationMonths: null, redeemBy: null, active: true }).execute();
    await it.db.updateTable('customers').set({ credit: json({ USD: 100 }) }).where('projectId', '=', it.projectId).execute();
    const linesOf = async (user: string, body: object): Promise<string[]> => {
      const { body: { url } } = await it.ask('POST', '/v1/checkout/create', { as: await it.token(user), body: { ...body, locale: 'de' } });
      return [...(await read(it, new URL(url).pathname)).matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, line = '']) => line);
    };
    assert.deepEqual(await linesOf('user_free', { ...STARTER, couponCode: 'TENTH' }), ['Starter', 'Gutschein TENTH', 'Guthaben von früher', 'Heute fällig']);
    const { body: { data: [starter] } } = await it.ask('GET', '/subscriptions', { as: await it.token('user_near_limit') });
    const seats = await linesOf('user_near_limit', { priceId: 'price_pro_month_usd', quantity: 2, existingSubscriptionId: starter.id });
    assert.deepEqual(seats.map((line) => line.replaceAll(/\d+/g, '#')), ['Pro, # von # Tagen', 'Ungenutzte Zeit von Starter', 'Guthaben von früher', 'Heute fällig']);
    const { body: { data: [pro] } } = await it.ask('GET', '/subscriptions', { as: await it.token('user_pro') });
    await it.ask('POST', '/v1/usage/track', { as: it.secret, body: { customer_id: 'user_pro', feature_key: 'api_calls', quantity: 500_000 } });
    const yearly = await linesOf('user_pro', { priceId: 'price_pro_year_usd', quantity: 3, existingSubscriptionId: pro.id });
    assert.deepEqual(yearly, ['Pro', 'Ungenutzte Zeit von Pro', 'API-Aufrufe', 'Guthaben von früher', 'Heute fällig']);
  });

  it('holds for a card, the portal and what it opens', async () => {
    const setup = await opened('/sdk/payment-methods/setup-intent', { locale: 'es' });
    assert.equal(languageOf(await read(setup.it, setup.path)), 'es');
    const portal = await opened('/v1/portal/create', { locale: 'pl' }, 'user_past_due');
    assert.equal(languageOf(await read(portal.it, portal.path)), 'pl');
    const added = await submit(portal.it.api, portal.path, { action: 'add-card', id: '' });
    assert.equal(languageOf(await read(portal.it, added.location ?? '')), 'pl');
  });

  it("is the browser's on an invoice, and where there is no such page", async () => {
    const it = await world();
    const [invoice] = (await it.ask('GET', '/invoices', { as: await it.token('user_pro') })).body.data;
    assert.equal(languageOf(await read(it, new URL(invoice.url).pathname, 'zh-Hant-TW')), 'zh');
    for (const path of ['/checkout/none', '/portal/none', '/portal/once/none']) assert.equal(languageOf(await read(it, path, 'he')), 'he');
  });

  it('decides the direction, in which names keep their own', async () => {
    const { it, path } = await checkout('ar');
    const page = await read(it, path);
    assert.match(page, /<html lang="ar" dir="rtl"/);
    assert.match(page, /US\$\u200e/);
    assert.match(page, /<input name="number"[^>]* dir="ltr"/);
    assert.equal(new PageWords('he').text('backTo', { seller: 'Acme' }).includes('\u2068Acme\u2069'), true);
  });

  it('is refused where it is no language tag', async () => {
    const it = await world();
    const answer = await it.ask('POST', '/v1/checkout/create', { as: await it.token('user_free'), body: { ...STARTER, locale: '<b>' } });
    assert.deepEqual([answer.status, answer.body.error.details.issues[0].path], [400, 'locale']);
  });
});

describe('the texts of hosted pages', () => {
  const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();

  for (const [lang, texts] of Object.entries(LANGUAGES)) {
    it(`have the same placeholders in ${lang}, and none is empty`, () => {
      for (const [key, english] of Object.entries(en)) {
        const text = texts[key as keyof typeof en];
        assert.ok(text.trim(), key);
        assert.deepEqual(placeholders(text), placeholders(english), key);
      }
      assert.deepEqual(Object.keys(texts).toSorted(), Object.keys(en).toSorted());
    });
  }

  it('are each used', () => {
    const code = readdirSync('src/api', { recursive: true, encoding: 'utf8' })
      .filter((path) => /^(domain|pages)\/.*\.ts$/.test(path) && !/words\/(?!index)/.test(path))
      .map((path) => readFileSync(`src/api/${path}`, 'utf8'))
      .join('\n');
    assert.deepEqual(Object.keys(en).filter((key) => !code.includes(`'${key}'`)), []);
  });
});
