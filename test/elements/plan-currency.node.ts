import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { currencyFor } from '../../src/elements/internal/plans/plan-currency.js';

const OFFERED = ['USD', 'EUR', 'GBP', 'JPY', 'CHF', 'constructor'];
const guessed = (...languages: string[]) => currencyFor(OFFERED, { chosen: undefined, current: undefined, languages });

describe('the currency to show', () => {
  it('is guessed by the region, which its code begins with', () => {
    assert.deepEqual(['en-GB', 'ja-JP', 'de-CH', 'en-US'].map((tag) => guessed(tag)), ['GBP', 'JPY', 'CHF', 'USD']);
  });

  it('is guessed where a region pays in what is not its own', () => {
    assert.deepEqual(['de-AT', 'bg-BG', 'de-LI'].map((tag) => guessed(tag)), ['EUR', 'EUR', 'CHF']);
  });

  it('is guessed by the first language whose region says something', () => {
    assert.equal(guessed('de', 'x', 'pt-BR', 'ja-JP'), 'JPY');
    assert.equal(guessed('de', 'not a tag'), 'USD');
  });

  it('is what is chosen, then what is paid in, where the plans have it', () => {
    const wish = { chosen: 'eur', current: 'JPY', languages: ['en-GB'] };
    assert.equal(currencyFor(OFFERED, wish), 'EUR');
    assert.equal(currencyFor(OFFERED, { ...wish, chosen: 'PLN' }), 'JPY');
    assert.equal(currencyFor([], wish), undefined);
  });
});
