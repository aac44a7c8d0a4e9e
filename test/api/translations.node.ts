import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CatalogFileError, applyCatalogs, readCatalogFile } from '../../src/api/services/apply-file.js';
import { demoCatalog } from '../../src/api/seed/catalog.js';
import { CARD, submit, world, type World } from './support.js';

const PRO = 'price_pro_month_usd';

/** The demo's catalog with another name for Pro in German, and one in Brazilian Portuguese alone. */
async function translated(): Promise<World> {
  const it = await world();
  const products = demoCatalog.products?.map((product) =>
    product.id === 'pro' ? { ...product, translations: { de: { name: 'Profi', description: 'Für Profis.' }, 'pt-BR': { name: 'Profissional' } } } : product,
  );
  await apply(it, { products });
  return it;
}

const apply = (it: World, change: object) =>
  applyCatalogs(it.db, readCatalogFile(JSON.stringify({ ...demoCatalog, project: { ...demoCatalog.project, id: it.projectId }, ...change })), new Date());

const refusal = (change: object): RegExp | string => {
  try {
    readCatalogFile(JSON.stringify({ ...demoCatalog, ...change }));
  } catch (error) {
    if (error instanceof CatalogFileError) return error.message;
  }
  return 'it was taken';
};

const read = async (it: World, path: string, acceptLanguage = 'en'): Promise<string> => (await it.ask('GET', path, { headers: { 'accept-language': acceptLanguage } })).body;

async function hosted(it: World, path: string, body: object, user: string): Promise<string> {
  const answer = await it.ask('POST', path, { as: await it.token(user), body });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return new URL(answer.body.url).pathname;
}

describe('translations of a catalog', () => {
  it('are told of each plan, feature and price, with tags in lower case', async () => {
    const it = await translated();
    const { products } = (await it.ask('GET', '/v1/products', { as: it.publishable })).body;
    const pro = products.find((product: { id: string }) => product.id === 'pro');
    assert.deepEqual([pro.name, pro.translations], ['Pro', { de: { name: 'Profi', description: 'Für Profis.' }, 'pt-br': { name: 'Profissional' } }]);
    const calls = pro.features.find((feature: { name: string }) => feature.name === 'api_calls');
    assert.deepEqual([calls.translations.de, calls.properties.translations.de], [{ title: 'API-Aufrufe' }, { group: 'Nutzung' }]);
  });

  it('that stand in one place hold for every other with the same text', async () => {
    const it = await world();
    const { products } = (await it.ask('GET', '/v1/products', { as: it.publishable })).body;
    const pro = products.find((product: { id: string }) => product.id === 'pro');
    const units = pro.prices.map((price: { translations: Record<string, unknown> }) => price.translations['de']);
    assert.deepEqual(units, [...Array(4).fill({ unitLabel: 'Platz' }), ...Array(2).fill({ unitLabel: 'Aufruf' })]);
    const groups = pro.features.map((feature: { properties: { translations: Record<string, { group: string }> } }) => feature.properties.translations['ja']?.group);
    assert.deepEqual([...new Set(groups)], ['利用量', 'ワークスペース', 'サポートとセキュリティ']);
  });

  it('go with what a customer has: entitlements, use, subscriptions, and what they could be changed to', async () => {
    const it = await translated();
    const as = await it.token('user_pro');
    const ask = async (path: string) => (await it.ask('GET', path, { as })).body;
    const named = { feature_title: 'API-Aufrufe', product_name: 'Profi' };
    assert.deepEqual((await ask('/v1/features/entitlements')).entitlements[0].translations.de, named);
    assert.deepEqual((await ask('/v1/features/usage-metrics')).metrics[0].translations.de, named);
    assert.deepEqual((await ask('/v1/features/usage-series?feature_key=api_calls')).translations.de, { feature_title: 'API-Aufrufe' });
    assert.deepEqual((await ask('/v1/customer/me')).active_subscriptions[0].translations.de, { productName: 'Profi' });
    const [subscription] = (await ask('/subscriptions')).data;
    assert.deepEqual([subscription.productName, subscription.translations.de], ['Pro', { productName: 'Profi' }]);
    const { current_plan: current } = await ask(`/subscriptions/${subscription.id}/available-plans`);
    assert.deepEqual(current.translations.de, { product_name: 'Profi', unit_label: 'Platz' });
  });

  it('tell what one unit of a feature is, wherever that is told', async () => {
    const it = await world();
    const features = demoCatalog.features?.map((feature) => (feature.unit === 'GB' ? { ...feature, translations: { ...feature.translations, fr: { unit: 'Go' } } } : feature));
    await apply(it, { features });
    const as = await it.token('user_pro');
    const ask = async (path: string) => (await it.ask('GET', path, { as })).body;
    const [feature] = (await ask('/v1/products')).products[1].features.filter(({ name }: { name: string }) => name === 'transfer_gb');
    assert.equal(feature.properties.translations.fr.unit, 'Go');
    const own = ({ feature_key: key }: { feature_key: string }) => key === 'transfer_gb';
    assert.equal((await ask('/v1/features/entitlements')).entitlements.find(own).properties.translations.fr.unit, 'Go');
    assert.equal((await ask('/v1/features/usage-metrics')).metrics.find(own).translations.fr.unit, 'Go');
    assert.equal((await ask('/v1/features/usage-series?feature_key=transfer_gb')).translations.fr.unit, 'Go');
  });

  it('are nowhere where the file has none', async () => {
    const it = await world();
    const plain = <T extends object>(it: T) => ({ ...it, translations: {} });
    const products = demoCatalog.products?.map((product) => ({ ...plain(product), prices: product.prices?.map(plain) ?? [] }));
    await apply(it, { features: demoCatalog.features?.map(plain), products });
    for (const path of ['/v1/products', '/v1/features/entitlements', '/v1/features/usage-metrics', '/subscriptions', '/v1/customer/me']) {
      const { body } = await it.ask('GET', path, { as: await it.token('user_pro') });
      assert.ok(!JSON.stringify(body).includes('translations'), path);
    }
  });

  it('are said by apply as they change', async () => {
    const it = await world();
    const features = demoCatalog.features?.map((feature) => (feature.key === 'sso' ? { ...feature, translations: { de: { title: 'Einmalige Anmeldung' } } } : feature));
    const [line, ...others] = await apply(it, { features });
    assert.match(String(line), /^~ feature sso: translations .*"title":"Single Sign-on".* → .*"title":"Einmalige Anmeldung"/);
    assert.deepEqual(others, []);
  });

  it('are refused where they are wrong, and it is said where', () => {
    const plan = (translations: unknown) => ({ products: [{ id: 'a', name: 'A', translations }] });
    const cases: [object, RegExp][] = [
      [plan({ German: { name: 'A' } }), /products\.0\.translations\.German: /],
      [plan({ de_AT: { name: 'A' } }), /products\.0\.translations\.de_AT: /],
      [plan({ de: { title: 'A' } }), /products\.0\.translations\.de\.title: Unrecognized key/],
      [plan({ de: { name: '' } }), /products\.0\.translations\.de\.name: /],
      [plan({ de: 'A' }), /products\.0\.translations\.de: /],
      [plan({ de: { description: 'Für alle.' } }), /product a: translations\.de has a description, and the product itself has none/],
      [{ features: [{ key: 'calls', title: 'Calls', type: 'usage_quota', translations: { de: { group: 'Nutzung' } } }], products: [], meters: [] }, /feature calls: translations\.de has a group/],
      [{ features: [{ key: 'calls', title: 'Calls', type: 'usage_quota', translations: { de: { unit: 'Anfr.' } } }], products: [], meters: [] }, /feature calls: translations\.de has a unit/],
    ];
    for (const [change, message] of cases) assert.match(String(refusal(change)), message, JSON.stringify(change));
  });
});

describe('a hosted page', () => {
  it('says plan and unit in its own language, the most particular there is', async () => {
    const it = await translated();
    const checkout = (locale: string) => hosted(it, '/v1/checkout/create', { priceId: PRO, locale }, 'user_free');
    const german = await read(it, await checkout('de-AT'));
    assert.match(german, /<h1>Profi<\/h1>/);
    assert.match(german, /Für Profis\./);
    assert.match(german, /1 × 59,00\s\$ \/ Platz/);
    assert.match(await read(it, await checkout('pt-BR')), /<h1>Profissional<\/h1>/);
    assert.match(await read(it, await checkout('pt-PT')), /<h1>Pro<\/h1>[\s\S]*licença/);
    assert.match(await read(it, await checkout('en')), /<h1>Pro<\/h1>[\s\S]*For teams that live in it all day\./);
  });

  it('of the portal names the plan in it', async () => {
    const it = await translated();
    assert.match(await read(it, await hosted(it, '/v1/portal/create', { locale: 'de' }, 'user_pro')), /<h3>Profi /);
    assert.match(await read(it, await hosted(it, '/v1/portal/create', { locale: 'fr' }, 'user_pro')), /<h3>Pro /);
  });

  it('of an invoice keeps what the invoice was issued with, which is in the words of the catalog', async () => {
    const it = await translated();
    const products = demoCatalog.products?.map((product) => (product.id === 'starter' ? { ...product, translations: { de: { name: 'Anfang' } } } : product));
    await apply(it, { products });
    const path = await hosted(it, '/v1/checkout/create', { priceId: 'price_starter_month_usd', locale: 'de' }, 'user_free');
    assert.match(await read(it, path), /<dt>Anfang<\/dt>/);
    assert.equal((await submit(it.api, path, CARD)).status, 200);
    const invoice = async () => (await it.ask('GET', '/invoices', { as: await it.token('user_free') })).body.data[0];
    assert.deepEqual((await invoice()).lines.map((line: { description: string }) => line.description), ['Starter']);
    await apply(it, { products: demoCatalog.products?.map((product) => (product.id === 'starter' ? { ...product, name: 'Basic' } : product)) });
    assert.match(await read(it, new URL((await invoice()).url).pathname, 'de'), /<dt>Starter<\/dt>/);
  });
});
