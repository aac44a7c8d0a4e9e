import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { plansJsonLd, plansPage } from '../../src/server/index.js';

const PLANS = {
  products: [
    {
      id: 'starter',
      name: 'Starter',
      description: 'For small teams',
      prices: [
        { id: 'm', amount: 1900, currency: 'USD', interval: 'month' },
        { id: 'y', amount: 19050, currency: 'USD', interval: 'year' },
        { id: 'calls', amount: 0, currency: 'USD', interval: 'month', meteredFeatureKey: 'api_calls', tiers: [{ unitAmount: 0.04 }] },
      ],
      features: ['10 projects'],
    },
    { id: 'tokyo', name: 'Tokyo', prices: [{ id: 'j', amount: 1200, currency: 'JPY', interval: 'month', intervalCount: 3, unitLabel: 'seat' }] },
    { id: 'big', name: 'Big </script><b>', contactUrl: 'javascript:alert(1)' },
  ],
};

describe('plans of a page', () => {
  it('are described to search engines as products with offers, in the currency’s own unit', () => {
    const { '@graph': graph } = plansJsonLd(PLANS, { url: 'https://example.com/pricing' }) as { '@graph': { name: string; sku: string; offers: Record<string, unknown>[] }[] };
    assert.deepEqual(graph.map(({ sku, offers }) => [sku, offers.map(({ price, priceCurrency, url }) => [price, priceCurrency, url])]), [
      ['starter', [['19.00', 'USD', 'https://example.com/pricing'], ['190.50', 'USD', 'https://example.com/pricing']]],
      ['tokyo', [['1200', 'JPY', 'https://example.com/pricing']]],
      ['big', []],
    ]);
    assert.deepEqual(graph[1]?.offers[0]?.['priceSpecification'], {
      '@type': 'UnitPriceSpecification',
      price: '1200',
      priceCurrency: 'JPY',
      unitCode: 'MON',
      billingDuration: 3,
    });
  });

  it('are plain HTML besides, and nothing in them ends the script or runs', () => {
    const page = plansPage(JSON.stringify(PLANS), { signupUrl: '/signup?plan={plan}', lang: 'de' });
    assert.match(page, /<pricing-table signup-url="\/signup\?plan={plan}">/);
    assert.match(page, /<a href="\/signup\?plan=starter">Starter<\/a>/);
    assert.match(page, /<p>19\s\$ \/ Monat, 190,50\s\$ \/ Jahr<\/p>/);
    assert.match(page, /1\.200\s¥ \/ seat \/ 3 Monate/);
    assert.equal(page.match(/<\/script>/g)?.length, 2);
    assert.doesNotMatch(page, /javascript:alert\(1\)">|<b>/);
  });

  it('are in the words that they have for a language', () => {
    const plan = { id: 'pro', name: 'Pro', description: 'For teams', features: ['Export'], translations: { de: { description: 'Für Teams' } } };
    const page = plansPage({ products: [plan] }, { lang: 'de-AT' });
    assert.match(page, /<p>Für Teams<\/p><ul><li>Export<\/li>/);
    assert.match(page, /"description":"Für Teams"/);
    assert.match(plansPage({ products: [plan] }), /<p>For teams<\/p>/);
  });

  it('are refused with the name of the field that is wrong', () => {
    assert.throws(() => plansPage({ products: [{ id: 'x' }] }), { code: 'invalid_plans', message: /products\[0\]\.name/ });
  });

  it('are printed by the command line, which says what it misses', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'plans-'));
    const file = path.join(folder, 'plans.json');
    writeFileSync(file, JSON.stringify(PLANS));
    const run = (...args: string[]) => spawnSync(process.execPath, ['--import', 'tsx', 'src/cli.ts', 'plans', ...args], { encoding: 'utf8' });
    const { stdout, status } = run(file, '--signup-url', '/signup');
    assert.equal(status, 0);
    assert.equal(stdout.trim(), plansPage(PLANS, { signupUrl: '/signup' }).trim());
    assert.deepEqual([run().status, run().stderr.trim()], [2, 'plans: which file?']);
    rmSync(folder, { recursive: true });
  });
});
