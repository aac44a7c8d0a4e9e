import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Client } from '../../src/core/client.js';
import type { BillingDismissEvent, BillingUpgradeRequestEvent } from '../../src/elements/events.js';
import '../../src/elements/upgrade-nudge.js';
import type { UpgradeNudge } from '../../src/elements/upgrade-nudge.js';
import { clientOf } from '../support/answers.js';
import { freshProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { onPage, says as itSays, textOf } from '../support/elements.js';
import { ManualClock } from '../support/manual-clock.js';
import { holdStill } from '../support/still.js';

describe('<upgrade-nudge>', function () {
  this.timeout(10_000); // many elements one after the other, on one API
  const shared = useProject();
  const { host, keep, clientFor } = shared;
  before(holdStill);

  const find = (el: UpgradeNudge, selector: string) => el.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  const plain = (el: UpgradeNudge): string => textOf(find(el, '.alert') ?? find(el, 'dialog[open]'));
  const says = (el: UpgradeNudge, text: string) => itSays(el, text, plain);
  const gone = (el: UpgradeNudge) => waitUntil(() => plain(el) === '', 'it goes');
  /** What is dismissed stays so while the page lives: whoever does it in a test does it in a project of their own. */
  const about = (user: string, variant: UpgradeNudge['variant'] = 'banner', from = shared.project) =>
    fixture<UpgradeNudge>(html`<upgrade-nudge feature="api_calls" variant=${variant} .client=${clientFor(user, from)}></upgrade-nudge>`);
  /** A feature X at 90 %, for somebody whose session lasts a month of this clock. */
  const nearlyUsedUp = (clock: ManualClock): Client => {
    const x = { feature_key: 'x', feature_title: 'X', consumed: 9, limit: 10, remaining: 1, percentage_used: 90, period_start: '', period_end: '2027-01-01T00:00:00Z', resets_in_days: 9 };
    const answers = { '/usage-metrics': { metrics: [x] }, '/products': { products: [], currentSubscription: null } };
    return keep(clientOf(answers, { clock, host, getSessionToken: async () => ({ token: 'opaque', userId: 'a', expiresIn: 86_400 * 30 }) }));
  };
  const close = (el: UpgradeNudge) => find(el, '.close')?.click();
  /** By then, whatever was to be shown before is shown. */
  const laterOneShows = async (): Promise<void> => {
    const later = await about('user_near_limit');
    await says(later, '92%');
    later.remove();
  };

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation as a banner, a toast and a dialog, ${scheme}`, async () => {
        const client = clientFor('user_near_limit');
        for (const variant of ['banner', 'toast', 'modal'] as const) {
          const root = await fixture(onPage(scheme, html`<upgrade-nudge feature="api_calls" variant=${variant} .client=${client}></upgrade-nudge>`));
          const el = root.querySelector('upgrade-nudge');
          if (!el) throw new Error('no nudge');
          await says(el, '92%');
          await expect(root).to.be.accessible();
          root.remove();
        }
      });
    }

    it('is heard in a region that was there before, and takes no focus, but as a dialog', async () => {
      const input = await fixture<HTMLInputElement>(html`<input aria-label="Work" />`);
      input.focus();
      for (const variant of ['banner', 'toast'] as const) {
        const el = await about('user_near_limit', variant);
        expect(find(el, '[role=status]')).not.to.equal(null);
        await says(el, '92%');
        expect(find(el, '.alert')?.closest('[role=status]')).not.to.equal(null);
        expect(document.activeElement).to.equal(input);
        el.remove();
      }
      const modal = await about('user_near_limit', 'modal', await freshProject());
      await says(modal, '92%');
      expect(document.activeElement).to.equal(modal);
      await sendKeys({ press: 'Escape' });
      await gone(modal);
      expect(document.activeElement).to.equal(input);
    });

    it('is dismissed by Escape where the focus is in a toast', async () => {
      const el = await about('user_near_limit', 'toast', await freshProject());
      await says(el, '92%');
      find(el, '.close')?.focus();
      await sendKeys({ press: 'Escape' });
      await gone(el);
    });

    it('keeps the focus that it had when it is dismissed', async () => {
      for (const variant of ['banner', 'toast'] as const) {
        const el = await about('user_near_limit', variant, await freshProject());
        await says(el, '92%');
        find(el, '.close')?.focus();
        await sendKeys({ press: 'Enter' });
        await gone(el);
        expect(document.activeElement, variant).to.equal(el);
        el.remove();
      }
    });
  });

  describe('properties', () => {
    it('keeps the way to put it away inside its edges, as a banner and as a toast', async () => {
      for (const variant of ['banner', 'toast'] as const) {
        const el = await about('user_near_limit', variant);
        el.style.margin = '100px';
        await says(el, '92%');
        const [card, button] = ['.alert', '.close'].map((it) => find(el, it)?.getBoundingClientRect() ?? new DOMRect());
        expect(button?.top, variant).to.be.above(Number(card?.top)).and.below(Number(card?.bottom) - 28);
        expect(button?.right, variant).to.be.below(Number(card?.right));
        el.remove();
      }
    });

    it('keeps it in the corner as a dialog, on a phone too', async () => {
      const el = await about('user_near_limit', 'modal', await freshProject());
      el.style.inlineSize = '300px';
      await says(el, '92%');
      const [card, button] = ['dialog', '.close'].map((it) => find(el, it)?.getBoundingClientRect() ?? new DOMRect());
      expect(Number(button?.top) - Number(card?.top)).to.be.within(8, 24);
    });

    it('is shown from `near` percent on', async () => {
      const el = await about('user_near_limit');
      await says(el, '92% of API calls used. 790 left until');
      await says(el, 'Pro has 100,000. Upgrade to Pro');
      el.near = 95;
      await gone(el);
    });

    it('shows nothing where there is enough', async () => {
      const el = await about('user_pro');
      await laterOneShows();
      expect(plain(el)).to.equal('');
      expect(el.getBoundingClientRect().height).to.equal(0);
      expect(el.matches(':state(shown)')).to.equal(false);
    });

    it('stays away as long as `dismiss-for` says', async () => {
      const clock = new ManualClock();
      const el = await fixture<UpgradeNudge>(html`<upgrade-nudge feature="x" dismiss-for="0.001" .client=${nearlyUsedUp(clock)}></upgrade-nudge>`);
      await says(el, '90% of X used.');
      close(el);
      await gone(el);
      await clock.advance(86_000);
      el.requestUpdate();
      await el.updateComplete;
      expect(plain(el)).to.equal('');
      await clock.advance(1_000);
      el.requestUpdate();
      await says(el, '90% of X used.');
    });
  });

  describe('states', () => {
    it('says that nothing is left', async () => {
      const el = await about('user_over_limit');
      await says(el, 'No API calls left. It starts anew on');
      expect(el.matches(':state(shown)')).to.equal(true);
    });

    it('shows one toast at a time, the next when the first is dismissed', async () => {
      const client = clientFor('user_near_limit', await freshProject());
      const root = await fixture(html`<div>
        <upgrade-nudge feature="api_calls" variant="toast" .client=${client}></upgrade-nudge>
        <upgrade-nudge feature="transfer_gb" variant="toast" .client=${client}></upgrade-nudge>
      </div>`);
      const [first, second] = root.querySelectorAll('upgrade-nudge');
      if (!first || !second) throw new Error('nudges missing');
      await says(first, 'API calls');
      expect(plain(second)).to.equal('');
      expect(find(first, '.toast')?.matches(':popover-open')).to.equal(true);
      close(first);
      await says(second, '86% of Transfer used.');
      expect(plain(first)).to.equal('');
      root.remove();
      const third = await about('user_over_limit', 'toast');
      await says(third, 'No API calls left');
    });

    it('stays in its place without an end of its own', async () => {
      const clock = new ManualClock();
      const el = await fixture<UpgradeNudge>(html`<upgrade-nudge feature="x" variant="toast" .client=${nearlyUsedUp(clock)}></upgrade-nudge>`);
      await says(el, '90%');
      await clock.advance(60_000);
      expect(plain(el)).to.contain('90%');
      const { left, right, bottom } = find(el, '.toast')?.getBoundingClientRect() ?? new DOMRect();
      expect([left >= 0, right <= window.innerWidth, bottom <= window.innerHeight]).to.deep.equal([true, true, true]);
    });

    it('shows nothing where nobody is signed in or the API fails', async () => {
      for (const client of [keep(clientOf({}, { getSessionToken: async () => null })), keep(clientOf({ '/usage-metrics': new Response('no', { status: 500 }) }))]) {
        const el = await fixture<UpgradeNudge>(html`<upgrade-nudge .client=${client}><span slot="title">News</span></upgrade-nudge>`);
        await laterOneShows();
        expect(plain(el)).to.equal('');
      }
    });
  });

  describe('slots', () => {
    it('shows what a page puts into it, and remembers it by its name', async () => {
      const made = () => fixture<UpgradeNudge>(html`
        <upgrade-nudge name="branding" upgrade-url="#plans" .client=${clientFor('user_pro')}>
          <span slot="title">Custom branding is here.</span><span slot="text">Put your own logo on every page.</span>
        </upgrade-nudge>
      `);
      const el = await made();
      await says(el, 'See plans');
      for (const child of el.children) expect(child.getClientRects().length).to.equal(1);
      expect(find(el, '.button')?.getAttribute('href')).to.equal('#plans');
      close(el);
      await gone(el);
      const again = await made();
      await laterOneShows();
      expect(plain(again)).to.equal('');
    });
  });

  describe('events', () => {
    it('asks with the plan on offer', async () => {
      const el = await about('user_near_limit');
      await says(el, 'Upgrade to Pro');
      el.addEventListener('billing-upgrade-request', (event) => event.preventDefault());
      const asked = oneEvent(el, 'billing-upgrade-request') as unknown as Promise<BillingUpgradeRequestEvent>;
      find(el, '.button')?.click();
      const { feature, choice } = await asked;
      expect([feature, choice?.priceId]).to.deep.equal(['api_calls', 'price_pro_month_usd']);
    });

    it('tells that it was dismissed, and stays so for this user, also as another element', async () => {
      const own = await freshProject();
      const el = await about('user_near_limit', 'banner', own);
      await says(el, '92%');
      const told = oneEvent(el, 'billing-dismiss') as unknown as Promise<BillingDismissEvent>;
      close(el);
      expect((await told).what).to.equal('api_calls');
      await gone(el);
      const same = await about('user_near_limit', 'toast', own);
      const other = await about('user_over_limit', 'banner', own);
      await says(other, 'No API calls left');
      expect(plain(same)).to.equal('');
    });
  });

  describe('misuse', () => {
    it('shows nothing where neither a feature nor the page says what', async () => {
      const el = await fixture<UpgradeNudge>(html`<upgrade-nudge .client=${clientFor('user_near_limit')}></upgrade-nudge>`);
      await waitUntil(() => el.matches(':state(shown)'), 'it has its answer', { timeout: 4000 });
      await laterOneShows();
      expect(plain(el)).to.equal('');
      expect(find(el, '.alert')).to.equal(null);
    });

    it('shows nothing for a feature that is not metered', async () => {
      const el = await fixture<UpgradeNudge>(html`<upgrade-nudge feature="sso" .client=${clientFor('user_over_limit')}></upgrade-nudge>`);
      await laterOneShows();
      expect(plain(el)).to.equal('');
    });

    it('leads nowhere by an address that could run', async () => {
      const el = await fixture<UpgradeNudge>(html`<upgrade-nudge feature="api_calls" upgrade-url="javascript:alert(1)" .client=${clientFor('user_near_limit')}></upgrade-nudge>`);
      await says(el, 'Upgrade to Pro');
      expect(find(el, '.button')?.localName).to.equal('button');
    });
  });
});
