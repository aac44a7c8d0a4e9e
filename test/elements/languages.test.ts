import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import '../../src/elements/usage-meter.js';
import { overrideWords } from '../../src/elements/internal/words/languages.js';
import type { UsageMeter } from '../../src/elements/usage-meter.js';
import { clientOf } from '../support/answers.js';
import { useProject } from '../support/clients.js';

/** Text without the marks that only order its direction. */
const plain = (text: string | null | undefined): string => (text ?? '').replace(/[\u200e\u200f\u061c]/g, '').replace(/\s+/g, ' ').trim();

describe('the language around an element', () => {
  const { keep } = useProject();

  async function meterIn(lang: string, resetsInDays: number): Promise<{ readonly page: Element; readonly texts: () => string }> {
    const metric = { feature_key: 'api_calls', feature_title: 'API', consumed: 4210, limit: 10_000, remaining: 5790, percentage_used: 42.1, period_end: null, resets_in_days: resetsInDays };
    const client = keep(clientOf({ 'usage-metrics': { metrics: [metric] } }));
    const page = await fixture(html`<div lang=${lang}><usage-meter feature="api_calls" .client=${client}></usage-meter></div>`);
    const meter = page.querySelector<UsageMeter>('usage-meter');
    if (!meter) throw new Error('no meter');
    const isReady = (): boolean => Boolean(meter.shadowRoot?.querySelector('[role=meter]'));
    await waitUntil(isReady, 'the meter has its answer', { timeout: 4_000 });
    return { page, texts: () => plain(meter.shadowRoot?.textContent) };
  }

  const FOOT: Readonly<Record<string, readonly [days: number, text: string]>> = {
    de: [1, 'Noch 5.790 Neu in 1 Tag'],
    'de-AT': [9, 'Neu in 9 Tagen'],
    fr: [9, 'Remise à zéro dans 9 jours'],
    es: [1, 'Se renueva en 1 día'],
    'pt-BR': [2, 'Restam 5.790 Renova em 2 dias'],
    ja: [9, '残り 5,790 9 日後にリセット'],
    'zh-CN': [9, '剩余 5,790 9 天后重置'],
    he: [2, 'מתאפס בעוד יומיים'],
    ar: [2, 'يتجدد خلال يومين'],
  };
  for (const [lang, [days, text]] of Object.entries(FOOT)) {
    it(`is spoken: ${lang}`, async () => {
      expect((await meterIn(lang, days)).texts()).to.contain(text);
    });
  }

  it('counts as Polish does', async () => {
    for (const [days, text] of Object.entries({ 1: 'za 1 dzień', 3: 'za 3 dni', 12: 'za 12 dni', 22: 'za 22 dni' })) {
      expect((await meterIn('pl', Number(days))).texts()).to.contain(`Odnowienie ${text}`);
    }
  });

  it('is followed when it changes, and no other language shows in between', async () => {
    const { page, texts } = await meterIn('de', 9);
    const seen = new Set<string>();
    const watch = new MutationObserver(() => seen.add(texts()));
    const meter = page.querySelector('usage-meter');
    if (meter?.shadowRoot) watch.observe(meter.shadowRoot, { subtree: true, childList: true, characterData: true });
    page.setAttribute('lang', 'pl');
    await waitUntil(() => texts().includes('Odnowienie'));
    watch.disconnect();
    expect([...seen].filter((it) => it.includes('Resets'))).to.deep.equal([]);
  });

  it('lets the page replace single texts, in that language alone', async () => {
    overrideWords('fr', { usageMeter: { resetsToday: 'On repart aujourd’hui' } });
    expect((await meterIn('fr', 0)).texts()).to.contain('On repart aujourd’hui');
    expect((await meterIn('es', 0)).texts()).to.contain('Se renueva hoy');
  });

  it('is English where we have no words for it, with the numbers of the page', async () => {
    expect((await meterIn('fi', 9)).texts()).to.match(/5.790 left Resets in 9 days/);
  });
});
