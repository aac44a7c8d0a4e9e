import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { html } from 'hono/html';
import { countries } from '../../src/countries.js';
import { LANGUAGES, PageWords } from '../../src/api/pages/words/index.js';
import type { Address } from '../../src/contract/index.js';
import { CARD, submit, world, type World } from './support.js';

const STARTER = 'price_starter_month_usd';
const PRO = 'price_pro_month_usd';
const VAT: Rate = { name: 'VAT', percentage: 19, country: 'DE' };
const SALES_TAXES: readonly Rate[] = [
  { name: 'Sales tax', percentage: 7.25, country: 'US', state: 'California' },
  { name: 'Sales tax', percentage: 4, country: 'US', state: 'New York' },
];

interface Rate {
  readonly name: string;
  readonly percentage: number;
  readonly country: string;
  readonly state?: string;
}

interface Shop {
  readonly user?: string;
  readonly priceId?: string;
  readonly rates?: readonly Rate[];
  readonly inclusive?: boolean;
  readonly address?: Address;
  readonly more?: object;
}

/** A checkout of somebody in a project with these taxes. */
async function shop({ user = 'newcomer', priceId = STARTER, rates = [VAT], inclusive = false, address, more = {} }: Shop = {}) {
  const it = await world();
  for (const [index, { state = null, ...rate }] of rates.entries()) {
    await it.db.insertInto('taxRates').values({ ...rate, state, id: `rate_${index}`, projectId: it.projectId, active: true }).execute();
  }
  if (inclusive) await it.db.updateTable('prices').set({ taxBehavior: 'inclusive' }).where('projectId', '=', it.projectId).execute();
  const as = await it.token(user);
  if (address) await it.ask('PATCH', '/sdk/customer/billing', { as, body: { address } });
  const { status, body } = await it.ask('POST', '/v1/checkout/create', { as, body: { priceId, ...more } });
  assert.equal(status, 200, JSON.stringify(body));
  const path = new URL(body.url).pathname;
  const read = async (acceptLanguage?: string): Promise<string> => (await it.ask('GET', path, { headers: acceptLanguage ? { 'accept-language': acceptLanguage } : {} })).body;
  return { it, as, path, read, send: (fields: Record<string, string>, to = path) => submit(it.api, to, fields) };
}

/** What a browser without script sends for this page, where nobody touches it. */
function untouched(page: string): Record<string, string> {
  const inputs = [...page.matchAll(/<input [^>]*?name="(\w+)"[^>]*?value="([^"]*)"/g)].map(([, name, value]) => [name, value]);
  const selects = [...page.matchAll(/<select name="(\w+)".*?<\/select>/gs)].map(([all, name]) => [name, /<option value="([^"]*)" selected>/.exec(all)?.[1] ?? '']);
  return Object.fromEntries([...inputs, ...selects]) as Record<string, string>;
}

const totalFor = (country: string, state?: string) => ({ step: 'total', country, ...(state !== undefined && { state }) });
const optionsOf = (page: string, name: string): string[] =>
  [...(new RegExp(`<select name="${name}".*?</select>`, 's').exec(page)?.[0] ?? '').matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value ?? '');
const hasPayButton = (page: string): boolean => /<button class="primary">/.test(page);

const invoicesOf = (it: World) => it.db.selectFrom('invoices').selectAll().where('projectId', '=', it.projectId).where('customerId', 'in', newcomers(it)).orderBy('createdAt').orderBy('id').execute();
const newcomers = (it: World) => it.db.selectFrom('customers').select('id').where('projectId', '=', it.projectId).where('externalUserId', '=', 'newcomer');
const addressOf = async (it: World, as: string): Promise<Address | null> => (await it.ask('GET', '/sdk/customer/billing', { as })).body.address;

describe('a checkout whose taxes depend on where its payer is', () => {
  it('asks for the country before a card, and has no script for it', async () => {
    const { read } = await shop();
    const page = await read();
    assert.match(page, /<label>Country\s+<select name="country" autocomplete="billing country" required aria-invalid="false"/);
    assert.deepEqual(optionsOf(page, 'country').toSorted(), ['', ...countries('en').map(({ code }) => code)].toSorted());
    assert.match(page, /<button class="primary" name="step" value="total">Work out the total</);
    assert.match(page, /Taxes depend on where you are/);
    assert.doesNotMatch(page, /Card number|Due today|<script/);
    assert.equal(hasPayButton(page), false);
  });

  for (const [inclusive, tax, total, label] of [[false, 437, 2737, 'VAT 19%'], [true, 367, 2300, 'VAT 19%, included']] as const) {
    it(`charges what it showed, and so does the first renewal: ${inclusive ? 'within' : 'on top of'} the price`, async () => {
      const { it, as, read, send } = await shop({ inclusive });
      await send(totalFor('DE'));
      const page = await read();
      assert.ok(page.includes(`<dt>${label}</dt><dd>$${tax / 100}</dd>`), 'the tax as the invoice names it');
      assert.ok(page.includes(`Pay $${(total / 100).toFixed(2)}`));
      assert.ok(page.includes(`Then $${(total / 100).toFixed(2)} per month`));
      assert.equal((await send({ ...untouched(page), ...CARD })).status, 200);
      assert.deepEqual(await addressOf(it, as), { country: 'DE', state: null });
      const [{ currentSubscription }, listed] = [(await it.ask('GET', '/v1/products', { as })).body, (await it.ask('GET', '/invoices', { as })).body.data];
      const paper = (await it.ask('GET', new URL(listed[0].url).pathname)).body;
      assert.ok(paper.includes(`<dt>${label}</dt><dd>$${tax / 100}</dd>`));
      const preview = await it.ask('POST', `/subscriptions/${currentSubscription.id}/preview-change`, { as, body: { new_price_id: 'price_starter_year_usd' } });
      assert.equal(preview.body.proration.breakdown.some(({ kind }: { kind: string }) => kind === 'tax'), !inclusive);
      await it.advance('P1M');
      const [first, renewed] = await invoicesOf(it);
      assert.deepEqual([first?.tax, first?.total, first?.status, first?.billedTo?.address?.country], [tax, total, 'paid', 'DE']);
      assert.deepEqual([renewed?.tax, renewed?.total, renewed?.status], [tax, total, 'paid']);
    });
  }

  it('guesses a country that has taxes, and shows them with it', async () => {
    const { it, read, send } = await shop({ rates: [VAT, { name: 'VAT', percentage: 20, country: 'FR' }] });
    for (const wanted of ['de-DE,de;q=0.9,fr-FR;q=0.8', 'fr-FR;q=0.5, de-Latn-DE']) {
      const page = await read(wanted);
      assert.equal(untouched(page)['country'], 'DE');
      assert.match(page, /27,37\s\$ bezahlen/);
    }
    await send({ ...untouched(await read('de-DE')), ...CARD });
    assert.deepEqual((await invoicesOf(it)).map(({ total }) => total), [2737]);
  });

  it('guesses none without taxes, which nobody would notice, and none from a language', async () => {
    const { read } = await shop();
    for (const wanted of ['en-US,de-DE;q=0.5', 'de', 'de-AT', 'nonsense--,;q=x', 'sr-Latn']) assert.equal(untouched(await read(wanted))['country'], '', wanted);
    const embedded = await shop({ more: { locale: 'de-DE', mode: 'embedded' } });
    assert.equal(untouched(await embedded.read('fr'))['country'], 'DE', 'the language of the page that framed it');
  });

  it('charges nobody another amount than was shown: a country chosen together with the card is shown first', async () => {
    const { it, read, send } = await shop();
    const shown = untouched(await read('de-DE'));
    const { status, text } = await send({ ...shown, ...CARD, country: 'FR' });
    assert.equal(status, 409);
    assert.match(text, /The amount has changed/);
    assert.match(text, /Pay \$23\.00/);
    assert.deepEqual(await invoicesOf(it), []);
    assert.equal((await send({ ...untouched(text), ...CARD })).status, 200);
    assert.deepEqual((await invoicesOf(it)).map(({ total, tax }) => [total, tax]), [[2300, 0]]);
  });

  it('takes no tax in a country that has none, and keeps that it is there', async () => {
    const { it, as, send } = await shop();
    const { text } = await send(totalFor('JP'));
    assert.doesNotMatch(text, /VAT/);
    await send({ ...untouched(text), ...CARD });
    assert.deepEqual(await addressOf(it, as), { country: 'JP', state: null });
    assert.deepEqual((await invoicesOf(it)).map(({ total }) => total), [2300]);
  });

  it('asks for the state where its country has taxes of states', async () => {
    const { it, as, read, send } = await shop({ rates: SALES_TAXES });
    assert.doesNotMatch(await read(), /name="state"/);
    const asked = await send(totalFor('US'));
    assert.equal(asked.status, 200, 'a question, not yet a mistake');
    assert.deepEqual(optionsOf(asked.text, 'state'), ['', 'California', 'New York', '*']);
    assert.equal(hasPayButton(asked.text), false);
    const told = await send({ ...totalFor('US'), state: 'California' });
    assert.match(told.text, /<dt>Sales tax 7\.25%<\/dt><dd>\$1\.67<\/dd>/);
    await send({ ...untouched(told.text), ...CARD });
    assert.deepEqual(await addressOf(it, as), { country: 'US', state: 'California' });
    assert.deepEqual((await invoicesOf(it)).map(({ total }) => total), [2467]);
  });

  it('takes for an answer that it is another state, with the taxes of the whole country alone', async () => {
    const { it, as, read, send } = await shop({ rates: [...SALES_TAXES, { name: 'Federal', percentage: 1, country: 'US' }] });
    await send(totalFor('US', '*'));
    const page = await read();
    assert.equal(untouched(page)['state'], '*');
    assert.doesNotMatch(page, /Sales tax/);
    await send({ ...untouched(page), ...CARD });
    assert.deepEqual(await addressOf(it, as), { country: 'US', state: null });
    assert.deepEqual((await invoicesOf(it)).map(({ total }) => total), [2323]);
  });

  it('preselects a guessed country and still asks for its state', async () => {
    const { read, send } = await shop({ rates: SALES_TAXES });
    const page = await read('en-US');
    assert.deepEqual([untouched(page)['country'], untouched(page)['state'], hasPayButton(page)], ['US', '', false]);
    const { status, text } = await send(totalFor('US', ''));
    assert.equal(status, 422);
    assert.match(text, /name="state"[^>]* aria-invalid="true" aria-describedby="state-wrong"/);
    assert.match(text, /<title>Error: /);
  });

  it('names the country where it is missing or none, and charges nothing', async () => {
    const { it, read, send } = await shop({ rates: SALES_TAXES });
    for (const country of ['', 'XX', 'us', '<script>', 'USA']) {
      for (const fields of [{ ...CARD, country }, totalFor(country)]) {
        const { status, text } = await send(fields);
        assert.equal(status, 422, country);
        assert.match(text, /name="country"[^>]* aria-invalid="true" aria-describedby="country-wrong"/);
        assert.match(text, /id="country-wrong" role="alert">Choose your country\.</);
        assert.doesNotMatch(text, /<script/);
      }
    }
    assert.equal((await send(CARD)).status, 422, 'a page from before there were taxes');
    assert.match((await send({ ...CARD, country: 'US', state: 'Bavaria' })).text, /id="state-wrong"/);
    assert.deepEqual(await invoicesOf(it), []);
    assert.equal(untouched(await read())['country'], '', 'nothing was kept');
  });

  it('keeps what was said over a declined card and a page that is opened anew', async () => {
    const { it, read, send } = await shop({ rates: SALES_TAXES });
    const { text } = await send(totalFor('US', 'New York'));
    const declined = await send({ ...untouched(text), ...CARD, number: '4000000000000002' });
    assert.equal(declined.status, 402);
    for (const page of [declined.text, await read(), await read('de-DE')]) assert.deepEqual([untouched(page)['country'], untouched(page)['state'], untouched(page)['due']], ['US', 'New York', '2392']);
    await send({ ...untouched(declined.text), ...CARD });
    assert.deepEqual((await invoicesOf(it)).map(({ total }) => total), [2392]);
  });

  it("keeps it over the bank's step, be it refused or confirmed", async () => {
    const { it, as, path, read, send } = await shop();
    const fields = { ...CARD, number: '4000002500003155' };
    await send({ ...untouched(await read('de-DE')), ...fields });
    const bank = (await it.ask('GET', `${path}/confirm`)).body;
    assert.match(bank, /\$27\.37/);
    const refused = await send({ ...untouched(bank), answer: 'refuse' }, `${path}/confirm`);
    assert.deepEqual([refused.status, untouched(refused.text)['country']], [402, 'DE']);
    await send({ ...untouched(refused.text), ...fields });
    await send({ ...untouched((await it.ask('GET', `${path}/confirm`)).body), answer: 'confirm' }, `${path}/confirm`);
    assert.equal((await addressOf(it, as))?.country, 'DE');
    assert.deepEqual((await invoicesOf(it)).map(({ total, status }) => [total, status]), [[2737, 'paid']]);
  });

  for (const [inclusive, total, label] of [[false, 7021, 'VAT 19% ($11.21)'], [true, 5900, 'VAT 19%, included ($9.42)']] as const) {
    it(`says of a trial what comes after it, and charges that: ${inclusive ? 'within' : 'on top of'} the price`, async () => {
      const { it, read, send } = await shop({ priceId: PRO, inclusive });
      assert.match(await read(), /name="country"/);
      const { text } = await send(totalFor('DE'));
      const amount = `$${(total / 100).toFixed(2)}`;
      assert.ok(text.includes(`Then ${amount} per month, from December 5, 2026.`));
      assert.ok(text.includes(`${amount} includes ${label}.`));
      const other = await send({ ...untouched(text), ...CARD, country: 'FR' });
      assert.equal(other.status, inclusive ? 200 : 409, 'nothing is due today, but another amount would be');
      if (!inclusive) await send({ ...untouched(text), ...CARD });
      await it.advance('P14D');
      const [first] = await invoicesOf(it);
      assert.deepEqual([first?.total, first?.status, first?.tax], [total, 'paid', inclusive ? 0 : 1121]);
    });
  }

  it('asks who changes a plan, and charges the change with it', async () => {
    // Nadia has paid $23 for a month of 30 days, of which 9 are left.
    const { it, as, send } = await shop({ user: 'user_near_limit', priceId: PRO, more: { quantity: 2, ignoreActivePurchase: true } });
    const { text } = await send(totalFor('DE'));
    assert.match(text, /<dt>VAT 19%<\/dt><dd>\$5\.42<\/dd>/);
    assert.equal((await send({ ...untouched(text), ...CARD })).status, 200);
    const [invoice] = (await it.ask('GET', '/invoices', { as })).body.data;
    assert.deepEqual([invoice.subtotal, invoice.tax, invoice.total], [2850, 542, 3392]);
  });

  it('says of a plan that begins later what it will cost with taxes', async () => {
    const { send } = await shop({ user: 'user_pro', more: { ignoreActivePurchase: true } });
    const { text } = await send(totalFor('DE'));
    assert.match(text, /Then Starter starts at \$27\.37 per month\. \$27\.37 includes VAT 19% \(\$4\.37\)\./);
  });
});

describe('a checkout that need not ask where its payer is', () => {
  it('asks nobody whose country is on file, and leaves that as it is', async () => {
    const address = { line1: 'Kastanienallee 1', city: 'Berlin', country: 'DE' };
    const { it, as, read, send } = await shop({ address });
    const page = await read('fr-FR');
    assert.doesNotMatch(page, /<select|name="step"/);
    await send({ ...untouched(page), ...CARD, country: 'FR', state: 'Nowhere' });
    assert.deepEqual(await addressOf(it, as), address);
    assert.deepEqual((await invoicesOf(it)).map(({ total }) => total), [2737]);
  });

  it('fills in the country alone of an address that has all else', async () => {
    const { it, as, send } = await shop({ rates: SALES_TAXES, address: { line1: '1 Main St', state: 'New York' } });
    const { text } = await send(totalFor('US'));
    assert.doesNotMatch(text, /name="state"/);
    await send({ ...untouched(text), ...CARD, state: 'California' });
    assert.deepEqual(await addressOf(it, as), { line1: '1 Main St', state: 'New York', country: 'US' });
    assert.deepEqual((await invoicesOf(it)).map(({ total }) => total), [2392]);
  });

  it('goes by a country that came on file meanwhile, and shows what changed', async () => {
    const { it, as, send } = await shop({ rates: [VAT, { name: 'VAT', percentage: 20, country: 'FR' }] });
    const shown = untouched((await send(totalFor('DE'))).text);
    await it.ask('PATCH', '/sdk/customer/billing', { as, body: { address: { country: 'FR' } } });
    const { status, text } = await send({ ...shown, ...CARD });
    assert.equal(status, 409);
    assert.match(text, /Pay \$27\.60/);
    assert.doesNotMatch(text, /<select/);
  });

  it('asks nothing for a free plan, in a project without taxes, or with none in force', async () => {
    assert.doesNotMatch(await (await shop({ priceId: 'price_hobby_month_usd' })).read(), /<select/);
    assert.doesNotMatch(await (await shop({ rates: [] })).read(), /<select/);
    const { it, read } = await shop();
    await it.db.updateTable('taxRates').set({ active: false }).where('projectId', '=', it.projectId).execute();
    assert.doesNotMatch(await read(), /<select/);
  });
});

describe('the question where a payer is', () => {
  for (const lang of Object.keys(LANGUAGES)) {
    it(`is asked in ${lang}, countries included`, async () => {
      const { read, send } = await shop({ rates: [...SALES_TAXES, VAT], more: { locale: lang } });
      const words = new PageWords(lang);
      const page = await read();
      for (const { code, name } of countries(lang)) assert.ok(page.includes(String(html`<option value="${code}" >${name}</option>`)), name);
      for (const key of ['country', 'showTotal', 'taxesDepend'] as const) assert.ok(page.includes(words.text(key)), key);
      assert.ok((await send(totalFor(''))).text.includes(words.text('countryMissing')));
      const states = (await send(totalFor('US', ''))).text;
      for (const key of ['state', 'otherState', 'stateMissing'] as const) assert.ok(states.includes(words.text(key)), key);
      assert.ok((await send(totalFor('DE'))).text.includes(words.text('taxNamed', { name: 'VAT', percent: words.percent(19) })));
    });
  }

  it('is asked in a frame as well, under the same policy', async () => {
    const { it, path, send } = await shop({ more: { mode: 'embedded', successUrl: 'http://localhost:3000/done' } });
    const { body, headers } = await it.ask('GET', path);
    assert.match(body, /data-frame=.*<select name="country"/s);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; form-action/);
    const answer = await send(totalFor('DE'));
    assert.equal(answer.headers.get('content-security-policy'), policy);
    assert.match((await send({ ...untouched(answer.text), ...CARD })).text, /All done/);
  });
});
