import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayText, nearDayText } from '../../src/elements/internal/words/dates.js';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const english = { lang: 'en' };

describe('a day in words', () => {
  it('has its year where that is another one than this', () => {
    assert.equal(nearDayText(english, '2026-12-21T12:00:00Z', NOW), 'December 21');
    assert.equal(nearDayText(english, '2027-11-21T12:00:00Z', NOW), 'November 21, 2027');
    assert.equal(nearDayText(english, '2025-11-21T12:00:00Z', NOW), 'November 21, 2025');
    assert.equal(nearDayText({ lang: 'de' }, '2027-11-21T12:00:00Z', NOW), '21. November 2027');
  });

  it('has it always where someone agrees to it', () => {
    assert.equal(dayText(english, '2026-12-21T12:00:00Z'), 'December 21, 2026');
  });

  it('is nothing where the data has no day', () => {
    assert.equal(nearDayText(english, 'soon', NOW), '');
  });
});
