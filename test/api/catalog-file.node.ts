import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoCatalog } from '../../src/api/seed/catalog.js';
import { CatalogFileError, applyCatalogs, readCatalogFile } from '../../src/api/services/apply-file.js';
import { CARD, database, submit, world } from './support.js';

const text = (catalog: object) => JSON.stringify(catalog);
const now = new Date('2026-11-21T08:00:00Z');

const minimal = (id: string, change: object = {}) => ({
  project: { id, name: 'Shop' },
  features: [{ key: 'calls', title: 'Calls', type: 'usage_quota' }, { key: 'export', title: 'Export', type: 'boolean_flag' }],
  products: [{ id: 'basic', name: 'Basic', features: { calls: { limit: 10, period: 'month' }, export: true }, prices: [{ id: 'basic_usd', amount: 500, currency: 'USD', interval: 'month' }] }],
  ...change,
});

describe('billing.json', () => {
  it('says each thing that it changes, and nothing the second time', async () => {
    const db = await database();
    const id = `p_${Math.random().toString(36).slice(2)}`;
    const first = await applyCatalogs(db, readCatalogFile(text(minimal(id))), now);
    assert.deepEqual(first.toSorted(), ['+ feature calls', '+ feature export', '+ grant basic calls', '+ grant basic export', '+ price basic_usd', '+ product basic', `+ project ${id}`]);
    assert.deepEqual(await applyCatalogs(db, readCatalogFile(text(minimal(id))), now), []);
    const changed = minimal(id, { products: [{ ...minimal(id).products[0], name: 'Base', prices: [{ id: 'basic_usd', amount: 700, currency: 'USD', interval: 'month' }] }], coupons: [{ id: 'X', name: 'X', percentOff: 10, duration: 'once' }] });
    assert.deepEqual((await applyCatalogs(db, readCatalogFile(text(changed)), now)).toSorted(), ['+ coupon X', '~ price basic_usd: amount 500 → 700', '~ product basic: name "Basic" → "Base"']);
    assert.deepEqual(await applyCatalogs(db, readCatalogFile(text(minimal(id, { products: [] }))), now), ['- product basic', '- price basic_usd', '- grant basic calls', '- grant basic export', '- coupon X']);
  });

  it('is refused whole when anything in it is wrong, with all that is', async () => {
    const wrong: [object, RegExp][] = [
      [minimal('x', { products: [{ id: 'a', name: 'A', features: { nothing: true } }] }), /there is no feature nothing/],
      [minimal('x', { products: [{ id: 'a', name: 'A', features: { calls: true } }] }), /calls needs a limit/],
      [minimal('x', { products: [{ id: 'a', name: 'A', features: { export: { limit: 3 } } }] }), /export is a flag/],
      [minimal('x', { products: [minimal('x').products[0], minimal('x').products[0]] }), /product basic is there twice[\s\S]*price basic_usd is there twice/],
      [minimal('x', { products: [{ id: 'a', name: 'A', prices: [{ id: 'p', currency: 'USD', interval: 'month', scheme: 'graduated' }] }] }), /tiers go with/],
      [minimal('x', { products: [{ id: 'a', name: 'A', prices: [{ id: 'p', currency: 'USD', interval: 'month', scheme: 'volume', tiers: [{ upTo: 5, unitAmount: 1, flatAmount: 0 }] }] }] }), /the last one has upTo null/],
      ...[{ amount: 9_000_000_001 }, { scheme: 'volume', tiers: [{ upTo: null, unitAmount: -1, flatAmount: 0 }] }, { scheme: 'graduated', tiers: [{ upTo: null, unitAmount: 1, flatAmount: -5 }] }].map(
        (price): [object, RegExp] => [minimal('x', { products: [{ id: 'a', name: 'A', prices: [{ id: 'p', currency: 'USD', interval: 'month', ...price }] }] }), /price p: amounts are from 0 to 9000000000/],
      ),
      [minimal('x', { products: [{ id: 'a', name: 'A', prices: [{ id: 'p', amount: 1, currency: 'USD', interval: 'month', scheme: 'package', packageSize: 1e-7 }] }] }), /packageSize is at least 0\.000001/],
      [minimal('x', { coupons: [{ id: 'X', name: 'X', duration: 'once' }] }), /either percentOff or amountOff/],
      [minimal('x', { unknown: 1 }), / unknown: Unrecognized key: "unknown"/],
      [minimal('x', { project: { id: 'x', name: 'X', allowedOrigins: ['https://a.example/path'] } }), /project\.allowedOrigins\.0: an origin such as https:/],
      [minimal('x', { products: [{ id: 'a', name: 'A', contactUrl: '/contact' }] }), /products\.0\.contactUrl: a whole address that begins with https:/],
      [minimal('x', { products: [{ id: 'a', name: 'A', features: { export: false } }] }), /products\.0\.features\.export: true for a flag.*leave out what is not granted/],
      [minimal('x', { products: [{ id: 'a', name: 'A', features: { calls: 100 } }] }), /products\.0\.features\.calls: .*"limit": 100/],
    ];
    for (const [catalog, message] of wrong) assert.throws(() => readCatalogFile(text(catalog)), (error) => error instanceof CatalogFileError && message.test(error.message), text(catalog));
    assert.throws(() => readCatalogFile('{'), CatalogFileError);
    const id = `p_${Math.random().toString(36).slice(2)}`;
    const db = await database();
    assert.throws(() => readCatalogFile(text([minimal(id), { project: { id: 'bad id' } }])), CatalogFileError);
    assert.equal(await db.selectFrom('projects').select('id').where('id', '=', id).executeTakeFirst(), undefined);
  });

  it('does not take a price without an amount for a free one, unless its tiers say what it costs', () => {
    const priced = (price: object) => minimal('x', { products: [{ id: 'a', name: 'A', prices: [{ id: 'p', currency: 'USD', interval: 'month', ...price }] }] });
    for (const price of [{}, { scheme: 'per_unit' }, { scheme: 'package', packageSize: 10 }]) {
      assert.throws(() => readCatalogFile(text(priced(price))), /products\.0\.prices\.0\.amount: what it costs in minor units/, text(price));
    }
    const tiers = [{ upTo: null, unitAmount: 3, flatAmount: 0 }];
    const amounts = [{ amount: 0 }, { scheme: 'volume', tiers }].map((price) => readCatalogFile(text(priced(price)))[0]?.products[0]?.prices[0]?.amount);
    assert.deepEqual(amounts, [0, 0]);
  });

  it('does not change a price that somebody pays', async () => {
    const it = await world();
    const catalog = (amount: number) => {
      const products = demoCatalog.products?.map((product) => ({ ...product, prices: product.prices?.map((price) => (price.id === 'price_starter_month_usd' ? { ...price, amount } : price)) }));
      return readCatalogFile(text({ ...demoCatalog, project: { ...demoCatalog.project, id: it.projectId }, products }));
    };
    await assert.rejects(applyCatalogs(it.db, catalog(9900), now), /price_starter_month_usd has subscribers, so that its amount cannot change/);
    assert.deepEqual(await applyCatalogs(it.db, catalog(2300), now), []);
  });

  it('does not change a price that somebody has agreed to pay from the next period on, nor one that bills the use of a plan', async () => {
    const it = await world();
    const of = (priceId: string, change: object | undefined) => {
      const products = demoCatalog.products?.map((product) => ({
        ...product,
        prices: product.prices?.flatMap((price) => (price.id !== priceId ? [price] : change ? [{ ...price, ...change }] : [])),
      }));
      return readCatalogFile(text({ ...demoCatalog, project: { ...demoCatalog.project, id: it.projectId }, products }));
    };
    const { id } = (await it.ask('GET', '/subscriptions?customer_id=user_pro', { as: it.secret })).body.data[0];
    await it.ask('POST', `/subscriptions/${id}/change-plan`, { as: it.secret, body: { new_price_id: 'price_starter_year_usd', effective_date: 'period_end' } });
    await assert.rejects(applyCatalogs(it.db, of('price_starter_year_usd', { amount: 1 }), now), /price_starter_year_usd has subscribers, so that its amount cannot change/);
    const tiers = [{ upTo: null, unitAmount: 5, flatAmount: 0 }];
    await assert.rejects(applyCatalogs(it.db, of('price_pro_api_calls_usd', { tiers }), now), /price_pro_api_calls_usd has subscribers, so that its tiers cannot change/);
    await assert.rejects(applyCatalogs(it.db, of('price_pro_api_calls_usd', undefined), now), /price_pro_api_calls_usd bills the use of everybody who has pro/);
  });

  it('can take a plan off sale that bills use: who keeps it goes on to be billed for it', async () => {
    const it = await world();
    const products = demoCatalog.products?.filter((product) => product.id !== 'pro');
    await applyCatalogs(it.db, readCatalogFile(text({ ...demoCatalog, project: { ...demoCatalog.project, id: it.projectId }, products })), now);
    const { status } = await it.ask('POST', '/v1/usage/track', { as: it.secret, body: { customer_id: 'user_pro', feature_key: 'api_calls', quantity: 45_790 } });
    assert.equal(status, 200, 'beyond what the plan includes');
    await it.advance('P1M');
    const [invoice] = (await it.ask('GET', '/invoices?customer_id=user_pro', { as: it.secret })).body.data;
    assert.deepEqual(invoice.lines.map((line: { amount: number }) => line.amount), [17_700, 400]);
  });

  it('can take a plan off sale that people have: they keep it, and nobody else gets it', async () => {
    const it = await world();
    const path = new URL((await it.ask('POST', '/v1/checkout/create', { as: await it.token('user_free'), body: { priceId: 'price_starter_month_usd' } })).body.url).pathname;
    const products = demoCatalog.products?.filter((product) => product.id !== 'starter');
    await applyCatalogs(it.db, readCatalogFile(text({ ...demoCatalog, project: { ...demoCatalog.project, id: it.projectId }, products })), now);
    const { body } = await it.ask('GET', '/v1/products', { as: it.publishable });
    assert.deepEqual(body.products.map((product: { id: string }) => product.id), ['hobby', 'pro', 'enterprise']);
    assert.equal((await it.ask('POST', '/v1/checkout/create', { as: await it.token('newcomer'), body: { priceId: 'price_starter_month_usd' } })).status, 404);
    assert.equal((await submit(it.api, path, CARD)).status, 200, 'a checkout that was open is honoured');
    const mine = await it.ask('GET', '/v1/products', { as: await it.token('user_near_limit') });
    assert.equal(mine.body.currentSubscription.productId, 'starter');
    const check = await it.ask('GET', '/v1/usage/check?customer_id=user_near_limit&feature_key=pdf_export', { as: it.secret });
    assert.equal(check.body.has_access, true);
  });
});
