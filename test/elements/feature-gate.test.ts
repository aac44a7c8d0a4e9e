import { aTimeout, expect, fixture, html, nextFrame, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createClient, type Client } from '../../src/core/client.js';
import { entitlements } from '../../src/core/resources/entitlements.js';
import '../../src/elements/billing-provider.js';
import type { BillingAccessChangeEvent, BillingErrorEvent, BillingUpgradeRequestEvent } from '../../src/elements/events.js';
import '../../src/elements/feature-gate.js';
import type { FeatureGate } from '../../src/elements/feature-gate.js';
import { clientOf } from '../support/answers.js';
import { freshProject } from '../support/api.js';
import { useProject } from '../support/clients.js';
import { onPage, textOf } from '../support/elements.js';
import { ManualClock } from '../support/manual-clock.js';

const right = (over: Record<string, unknown> = {}) => ({
  feature_key: 'pdf_export',
  feature_title: 'PDF export',
  feature_type: 'boolean_flag',
  has_access: true,
  limit: null,
  usage: null,
  granted_at: null,
  product_name: 'Pro',
  subscription_status: 'active',
  ...over,
});

const SECRET = html`<template><p class="secret">The gated part</p></template>`;

describe('<feature-gate>', () => {
  const shared = useProject();
  const { keep, clientFor } = shared;
  const tokenOf = async (user: string) => (await (await fetch(shared.project.sessionUrl(user))).json()) as { sessionToken: string };
  const withRight = (over: Record<string, unknown>): Client =>
    keep(clientOf({ entitlements: { entitlements: [right(over)] }, products: { products: [], currentSubscription: null } }));

  const card = (el: FeatureGate) => textOf(el.shadowRoot?.querySelector('.card:not(.waiting)'));
  const action = (el: FeatureGate): HTMLElement => {
    const found = el.shadowRoot?.querySelector<HTMLElement>('.button');
    if (!found) throw new Error('the gate offers nothing');
    return found;
  };
  const isOpen = (el: Element) => el.querySelector('.secret') !== null;
  const opened = (el: FeatureGate) => waitUntil(() => el.granted, 'the gate opens', { timeout: 4000 });
  const closed = (el: FeatureGate) => waitUntil(() => card(el) !== '', 'the gate says why it is closed', { timeout: 4000 });

  describe('accessibility', () => {
    for (const scheme of ['light', 'dark']) {
      it(`has no violation closed, open, signed out, in error and loading, ${scheme}`, async () => {
        const failing = keep(clientOf({ entitlements: new Response('no', { status: 500 }) }));
        const nobody = keep(clientOf({}, { getSessionToken: async () => null }));
        const hanging = keep(clientOf({ entitlements: new Promise(() => {}) }));
        const free = clientFor('user_free');
        const over = clientFor('user_over_limit');
        const root = await fixture(onPage(scheme, html`
          <feature-gate feature="pdf_export" .client=${free}>${SECRET}</feature-gate>
          <feature-gate feature="api_calls" .client=${over}>${SECRET}</feature-gate>
          <feature-gate feature="pdf_export" .client=${nobody}>${SECRET}</feature-gate>
          <feature-gate feature="pdf_export" .client=${failing}>${SECRET}</feature-gate>
          <feature-gate feature="pdf_export" .client=${over}>${SECRET}</feature-gate>
          <feature-gate feature="pdf_export" .client=${hanging}>${SECRET}</feature-gate>
        `));
        const gates = [...root.querySelectorAll('feature-gate')];
        for (const el of gates.slice(0, 4)) await closed(el);
        await waitUntil(() => gates[4]?.granted === true);
        await expect(root).to.be.accessible();
      });
    }

    it('keeps what is closed out of reach of the keyboard and of screen readers', async () => {
      const root = await fixture<HTMLElement>(html`<div>
        <input aria-label="Before" />
        <feature-gate feature="pdf_export" .client=${clientFor('user_free')}><button class="secret">Export</button></feature-gate>
        <input aria-label="After" />
      </div>`);
      const el = root.querySelector('feature-gate');
      if (!el) throw new Error('no gate');
      await closed(el);
      const secret = el.querySelector('button');
      expect(secret?.getClientRects().length).to.equal(0);
      const [before, after] = root.querySelectorAll('input');
      before?.focus();
      const visited: unknown[] = [];
      while (document.activeElement !== after && visited.length < 5) {
        await sendKeys({ press: 'Tab' });
        visited.push(document.activeElement);
      }
      expect(visited).to.deep.equal([el, after]);
    });
  });

  describe('properties', () => {
    it('opens by feature', async () => {
      const el = await fixture<FeatureGate>(html`<feature-gate feature="custom_branding" .client=${clientFor('user_pro')}>${SECRET}</feature-gate>`);
      await opened(el);
      expect(el.querySelector('.secret')?.getBoundingClientRect().height).to.be.above(0);
      expect(el.matches(':state(granted)')).to.equal(true);
    });

    it('opens by plan, and stays closed on another', async () => {
      const client = clientFor('user_pro');
      const root = await fixture(html`<div>
        <feature-gate plan="pro, enterprise" .client=${client}>${SECRET}</feature-gate>
        <feature-gate plan="enterprise" .client=${client}>${SECRET}</feature-gate>
        <feature-gate plan="" .client=${client}>${SECRET}</feature-gate>
        <feature-gate plan="pro" feature="sso" .client=${client}>${SECRET}</feature-gate>
      </div>`);
      const [pro, enterprise, none, both] = root.querySelectorAll('feature-gate');
      if (!pro || !enterprise || !none || !both) throw new Error('gates missing');
      await opened(pro);
      for (const el of [enterprise, none, both]) {
        await closed(el);
        expect(isOpen(el)).to.equal(false);
      }
      expect(card(enterprise)).to.contain('This is part of Enterprise');
      expect(card(both)).to.contain('Single sign-on');
    });

    it('opens while enough of a quota is left', async () => {
      const client = clientFor('user_near_limit'); // 9,210 of 10,000
      const root = await fixture(html`<div>
        <feature-gate feature="api_calls" remaining="790" .client=${client}>${SECRET}</feature-gate>
        <feature-gate feature="api_calls" remaining="791" .client=${client}>${SECRET}</feature-gate>
        <feature-gate feature="api_calls" remaining="many" .client=${client}>${SECRET}</feature-gate>
        <feature-gate remaining="1" plan="starter" .client=${client}>${SECRET}</feature-gate>
      </div>`);
      const [enough, short, unreadable, ofNothing] = root.querySelectorAll('feature-gate');
      if (!enough || !short || !unreadable || !ofNothing) throw new Error('gates missing');
      await opened(enough);
      for (const el of [short, unreadable, ofNothing]) {
        await closed(el);
        expect(isOpen(el)).to.equal(false);
      }
      expect(card(short)).to.equal('Not enough API calls left 791 needed, 790 left. See Pro');
    });

    it('follows another feature at once', async () => {
      const el = await fixture<FeatureGate>(html`<feature-gate feature="pdf_export" .client=${clientFor('user_pro')}>${SECRET}</feature-gate>`);
      await opened(el);
      el.feature = 'sso';
      await el.updateComplete;
      expect(isOpen(el)).to.equal(false);
      expect(el.granted).to.equal(false);
    });

    it('closes at once when the page gives it another client', async () => {
      const el = await fixture<FeatureGate>(html`<feature-gate feature="pdf_export" .client=${clientFor('user_pro')}>${SECRET}</feature-gate>`);
      await opened(el);
      el.client = clientFor('user_free');
      await nextFrame();
      expect(isOpen(el)).to.equal(false);
      await closed(el);
      expect(card(el)).to.contain('PDF export is part of Starter');
    });
  });

  describe('states', () => {
    it('shows nothing of its content before the answer: not in the page, and not for a frame', async () => {
      let answer = (_body: unknown): void => {};
      const client = keep(clientOf({ entitlements: new Promise((resolve) => (answer = resolve)) }));
      const sights: string[] = [];
      const observer = new MutationObserver(() => {
        if (document.querySelector('.secret')) sights.push('in the page');
      });
      observer.observe(document.body, { childList: true, subtree: true });
      const el = await fixture<FeatureGate>(html`
        <feature-gate feature="pdf_export" .client=${client}>${SECRET}<p class="live">Live</p></feature-gate>
      `);
      const live = el.querySelector('.live');
      for (let frame = 0; frame < 20; frame++) {
        await nextFrame();
        if (live?.getClientRects().length) sights.push('on the screen');
      }
      expect(sights).to.deep.equal([]);
      answer({ entitlements: [right()] });
      await opened(el);
      observer.disconnect();
      expect(isOpen(el)).to.equal(true);
      expect(live?.getClientRects().length).to.equal(1);
    });

    it('is as high while it loads as the card that follows', async () => {
      let answer = (_body: unknown): void => {};
      const client = keep(
        clientOf({
          entitlements: new Promise((resolve) => (answer = resolve)),
          products: { products: [], currentSubscription: null },
        }),
      );
      const root = await fixture(html`<div style="inline-size: 480px"><feature-gate feature="pdf_export" .client=${client}></feature-gate></div>`);
      const el = root.querySelector('feature-gate');
      if (!el) throw new Error('no gate');
      const before = el.getBoundingClientRect().height;
      answer({ entitlements: [right({ has_access: false, reason: 'feature_not_in_plan' })] });
      await closed(el);
      expect(el.getBoundingClientRect().height).to.be.closeTo(before, 0.1);
    });

    for (const [reason, text] of [
      ['feature_not_in_plan', 'PDF export is not in your plan Choose a plan that has it to open it here. See plans'],
      ['no_active_subscription', 'PDF export is not in your plan Choose a plan that has it to open it here. See plans'],
      ['subscription_not_active', 'Your subscription is not active Renew it to open this again. See plans'],
      ['quota_exceeded', 'No PDF export left You have reached the limit of your plan for this period. See plans'],
      ['something_new', 'PDF export is not in your plan Choose a plan that has it to open it here. See plans'],
    ]) {
      it(`says why it is closed: ${reason}`, async () => {
        const el = await fixture<FeatureGate>(
          html`<feature-gate feature="pdf_export" .client=${withRight({ has_access: false, reason })}>${SECRET}</feature-gate>`,
        );
        await closed(el);
        expect(card(el)).to.equal(text);
        expect(el.matches(':state(denied)')).to.equal(true);
      });
    }

    it('names the plan that has it, and at a used-up quota the one that has more', async () => {
      const root = await fixture(html`<div>
        <feature-gate feature="custom_branding" .client=${clientFor('user_free')}>${SECRET}</feature-gate>
        <feature-gate feature="api_calls" .client=${clientFor('user_over_limit')}>${SECRET}</feature-gate>
      </div>`);
      const [branding, calls] = root.querySelectorAll('feature-gate');
      if (!branding || !calls) throw new Error('gates missing');
      await closed(branding);
      await closed(calls);
      expect(card(branding)).to.equal('Custom branding is part of Pro Choose a plan that has it to open it here. See Pro');
      expect(card(calls)).to.equal('No API calls left You have reached the limit of your plan for this period. See Pro');
    });

    it('closes when access ends, taking out what it placed and nothing else', async () => {
      let has_access = true;
      const client = keep(
        createClient({
          noShare: true,
          getSessionToken: async () => ({ token: 'opaque', userId: 'someone' }),
          fetch: async () => Response.json({ entitlements: [right({ has_access })], products: [], currentSubscription: null }),
        }),
      );
      const el = await fixture<FeatureGate>(html`
        <feature-gate feature="pdf_export" .client=${client}>${SECRET}<p class="live">Live</p></feature-gate>
      `);
      await opened(el);
      has_access = false;
      await client.resource(entitlements).refresh();
      await closed(el);
      expect(isOpen(el)).to.equal(false);
      expect(el.querySelector('template')).not.to.equal(null);
      expect(el.querySelector('.live')?.getClientRects().length).to.equal(0);
      has_access = true;
      await client.resource(entitlements).refresh();
      await opened(el);
      expect(el.querySelectorAll('.secret').length).to.equal(1);
    });

    it('stays open on stale data for ten minutes at most, and not with another user', async () => {
      const clock = new ManualClock();
      let works = true;
      const network: typeof fetch = async (input, init) => {
        if (!works) throw new TypeError('Failed to fetch');
        return String(input).endsWith('entitlements')
          ? Response.json({ entitlements: [right()] })
          : fetch(input, init);
      };
      const client = keep(
        createClient({ noShare: true, clock, fetch: network, getSessionToken: async () => ({ token: 'opaque', userId: 'someone', expiresIn: 86_400 }) }),
      );
      const el = await fixture<FeatureGate>(html`<feature-gate feature="pdf_export" .client=${client}>${SECRET}</feature-gate>`);
      await opened(el);
      works = false;
      await clock.advance(599_000);
      await el.updateComplete;
      expect(isOpen(el), 'after 9:59').to.equal(true);
      await clock.advance(1_000);
      await el.updateComplete;
      expect(isOpen(el), 'after 10:00').to.equal(false);
      expect(card(el)).to.contain('We could not check your access');
      works = true;
      await clock.advance(120_000);
      await opened(el);
      client.session.setUser('someone_else');
      await el.updateComplete;
      expect(isOpen(el), 'as someone else').to.equal(false);
    });

    it('never opens on data that only came with the page', async () => {
      const client = keep(
        clientOf({ entitlements: new Promise(() => {}) }, { initialData: { entitlements: { entitlements: [right()] } } }),
      );
      expect(client.resource(entitlements).get().status).to.equal('ready');
      const sights: unknown[] = [];
      const observer = new MutationObserver(() => sights.push(...document.querySelectorAll('.secret')));
      observer.observe(document.body, { childList: true, subtree: true });
      await fixture(html`<feature-gate feature="pdf_export" .client=${client}>${SECRET}</feature-gate>`);
      await nextFrame();
      observer.disconnect();
      expect(sights).to.deep.equal([]);
    });

    it('offers to try again where access could not be checked, and tells the page once', async () => {
      let works = false;
      const network: typeof fetch = (input, init) => (works ? fetch(input, init) : Promise.reject(new TypeError('Failed to fetch')));
      const client = keep(createClient({ apiUrl: shared.project.apiUrl, getSessionToken: () => tokenOf('user_pro'), fetch: network, noShare: true }));
      const errors: BillingErrorEvent[] = [];
      const el = await fixture<FeatureGate>(
        html`<feature-gate feature="pdf_export" .client=${client} @billing-error=${(event: BillingErrorEvent) => errors.push(event)}>${SECRET}</feature-gate>`,
      );
      await closed(el);
      expect(card(el)).to.contain('We could not check your access');
      works = true;
      action(el).click();
      await opened(el);
      expect(errors.map(({ error }) => error.code)).to.deep.equal(['network_error']);
    });

    it('asks to sign in where nobody is', async () => {
      let user: string | null = null;
      const client = keep(createClient({ apiUrl: shared.project.apiUrl, getSessionToken: async () => user && tokenOf(user), noShare: true }));
      const el = await fixture<FeatureGate>(html`<feature-gate feature="pdf_export" .client=${client}>${SECRET}</feature-gate>`);
      await closed(el);
      expect(card(el)).to.contain('Sign in to use this');
      user = 'user_pro';
      const asked = oneEvent(el, 'billing-sign-in-request');
      action(el).click();
      await asked;
      await opened(el);
    });

    it('shows nothing without a provider, and nothing any more when its provider goes', async () => {
      const alone = await fixture<FeatureGate>(html`<feature-gate feature="pdf_export">${SECRET}</feature-gate>`);
      await nextFrame();
      expect(isOpen(alone)).to.equal(false);
      const root = await fixture(html`<div>
        <billing-provider .client=${clientFor('user_pro')}></billing-provider>
        <feature-gate feature="pdf_export">${SECRET}</feature-gate>
      </div>`);
      const el = root.querySelector('feature-gate');
      if (!el) throw new Error('no gate');
      await opened(el);
      root.querySelector('billing-provider')?.remove();
      await nextFrame();
      expect(isOpen(el)).to.equal(false);
    });

    it('keeps its content through a move', async () => {
      const client = clientFor('user_pro');
      const root = await fixture(html`<div><div class="from"><feature-gate feature="pdf_export" .client=${client}>${SECRET}</feature-gate></div><div class="to"></div></div>`);
      const el = root.querySelector('feature-gate');
      if (!el) throw new Error('no gate');
      await opened(el);
      const secret = el.querySelector('.secret');
      root.querySelector('.to')?.append(el);
      await nextFrame();
      expect(el.querySelector('.secret')).to.equal(secret);
    });

    it('opens when what it depends on has changed, without waiting for the next poll', async () => {
      const own = await freshProject();
      const client = clientFor('user_free', own);
      const el = await fixture<FeatureGate>(html`<feature-gate feature="api_calls" remaining="700" .client=${client}>${SECRET}</feature-gate>`);
      await closed(el);
      await own.advance('P1M'); // a new period: 1,000 left
      client.invalidate('subscription');
      await opened(el);
    });
  });

  describe('slots', () => {
    it('takes another face for each condition', async () => {
      const hanging = keep(clientOf({ entitlements: new Promise(() => {}) }));
      const failing = keep(clientOf({ entitlements: new Response('no', { status: 500 }) }));
      const faces = html`${SECRET}<i slot="loading">…</i><i slot="fallback">no</i><i slot="error">broken</i>`;
      const shown = async (client: Client): Promise<string | undefined> => {
        const el = await fixture<FeatureGate>(html`<feature-gate feature="pdf_export" .client=${client}>${faces}</feature-gate>`);
        const visible = () => [...el.querySelectorAll('i')].find((it) => it.getClientRects().length > 0)?.slot;
        if (client !== hanging) await waitUntil(() => visible() !== 'loading', 'an answer', { timeout: 4000 });
        return visible();
      };
      expect(await shown(hanging)).to.equal('loading');
      expect(await shown(failing)).to.equal('error');
      expect(await shown(clientFor('user_free'))).to.equal('fallback');
      expect(await shown(clientFor('user_pro'))).to.equal(undefined);
    });

    it('needs no catalog for a fallback of the page’s own', async () => {
      const asked: string[] = [];
      const watching: typeof fetch = (input, init) => {
        asked.push(new URL(String(input)).pathname);
        return fetch(input, init);
      };
      const client = keep(createClient({ apiUrl: shared.project.apiUrl, getSessionToken: () => tokenOf('user_free'), fetch: watching, noShare: true }));
      const el = await fixture<FeatureGate>(html`<feature-gate feature="sso" .client=${client}><i slot="fallback">no</i></feature-gate>`);
      await waitUntil(() => el.matches(':state(denied)'));
      await aTimeout(0);
      expect(asked).to.deep.equal(['/v1/features/entitlements']);
    });

    it('leaves its content to the page’s own styles', async () => {
      const root = await fixture(html`
        <div style="line-height: 3; font-family: monospace; text-align: end; overflow-wrap: anywhere">
          <feature-gate feature="pdf_export" .client=${clientFor('user_pro')}>${SECRET}</feature-gate>
        </div>
      `);
      const el = root.querySelector('feature-gate');
      if (!el) throw new Error('no gate');
      await opened(el);
      const secret = el.querySelector('.secret');
      const [inside, around] = [secret ?? el, root].map((it) => getComputedStyle(it));
      for (const name of ['lineHeight', 'fontFamily', 'textAlign', 'overflowWrap', 'colorScheme'] as const) {
        expect(inside?.[name], name).to.equal(around?.[name]);
      }
    });

    it('takes the card’s title and sentence', async () => {
      const el = await fixture<FeatureGate>(html`
        <feature-gate feature="custom_branding" .client=${clientFor('user_free')}>
          <span slot="text">Put your own logo on every page.</span>
        </feature-gate>
      `);
      await closed(el);
      expect(el.querySelector('span')?.getClientRects().length).to.equal(1);
    });

    it('places several templates, also one that comes later, with the page’s styles and scripts at work', async () => {
      const scripted = document.createElement('template');
      const script = document.createElement('script');
      script.textContent = 'window.gateScriptRan = true';
      scripted.content.append(script);
      const el = await fixture<FeatureGate>(html`
        <feature-gate feature="pdf_export" .client=${clientFor('user_pro')}>
          <template><p class="secret" id="gated">One</p></template>
          ${scripted}
        </feature-gate>
      `);
      await opened(el);
      expect(document.getElementById('gated')?.textContent).to.equal('One');
      expect((window as { gateScriptRan?: boolean }).gateScriptRan).to.equal(true);
      const late = document.createElement('template');
      late.innerHTML = '<p class="late">Late</p>';
      el.append(late);
      await nextFrame();
      expect(el.querySelectorAll('.late').length).to.equal(1);
      expect(el.querySelectorAll('.secret').length).to.equal(1);
    });
  });

  describe('events', () => {
    it('tells each transition once, whatever is asked in between', async () => {
      let has_access = false;
      const client = keep(
        createClient({
          noShare: true,
          getSessionToken: async () => ({ token: 'opaque', userId: 'someone' }),
          fetch: async () => Response.json({ entitlements: [right({ has_access, reason: 'quota_exceeded' })], products: [], currentSubscription: null }),
        }),
      );
      const told: unknown[] = [];
      const el = await fixture<FeatureGate>(html`
        <feature-gate
          feature="pdf_export"
          .client=${client}
          @billing-access-change=${({ feature, granted, reason }: BillingAccessChangeEvent) => told.push([feature, granted, reason])}
        ></feature-gate>
      `);
      for (const access of [false, false, true, true, true, false]) {
        has_access = access;
        await client.resource(entitlements).refresh();
        await el.updateComplete;
      }
      expect(told).to.deep.equal([
        ['pdf_export', false, 'quota_exceeded'],
        ['pdf_export', true, undefined],
        ['pdf_export', false, 'quota_exceeded'],
      ]);
    });

    it('asks to upgrade by keyboard, and goes where upgrade-url says unless the page prevents it', async () => {
      const el = await fixture<FeatureGate>(html`<feature-gate feature="sso" upgrade-url="#plans" .client=${clientFor('user_free')}>${SECRET}</feature-gate>`);
      await closed(el);
      const asks: BillingUpgradeRequestEvent[] = [];
      el.addEventListener('billing-upgrade-request', (event) => {
        asks.push(event);
        if (asks.length === 1) event.preventDefault();
      });
      action(el).focus();
      await sendKeys({ press: 'Enter' });
      expect(location.hash).to.equal('');
      await sendKeys({ press: 'Enter' });
      expect(location.hash).to.equal('#plans');
      history.replaceState(null, '', location.pathname + location.search);
      expect(asks.map(({ feature, url }) => [feature, url])).to.deep.equal([['sso', '#plans'], ['sso', '#plans']]);
    });
  });

  describe('misuse', () => {
    it('stays closed for a feature that the catalog does not know, and without any condition', async () => {
      const client = clientFor('user_pro');
      const root = await fixture(html`<div>
        <feature-gate feature="unheard_of" .client=${client}>${SECRET}</feature-gate>
        <feature-gate feature="" .client=${client}>${SECRET}</feature-gate>
        <feature-gate .client=${client}>${SECRET}</feature-gate>
      </div>`);
      for (const el of root.querySelectorAll('feature-gate')) {
        await closed(el);
        expect(isOpen(el)).to.equal(false);
        expect(card(el)).not.to.match(/Hobby|Starter|Pro/, 'no plan would open it');
      }
    });

    it('stays closed on answers that are malformed', async () => {
      const answers = [
        'yes',
        { entitlements: 'all' },
        { entitlements: [right({ has_access: 'true' })] },
        { entitlements: [right({ has_access: 1 })] },
        { entitlements: [{ feature_key: 'pdf_export' }] },
        { entitlements: [null] },
      ];
      for (const answer of answers) {
        const client = keep(clientOf({ entitlements: answer }));
        const el = await fixture<FeatureGate>(html`<feature-gate feature="pdf_export" .client=${client}>${SECRET}</feature-gate>`);
        await closed(el);
        expect(isOpen(el), JSON.stringify(answer)).to.equal(false);
        expect(card(el)).to.contain('We could not check your access');
      }
    });

    it('stays closed where nobody said how much is used', async () => {
      const client = withRight({ limit: 10, usage: null });
      const el = await fixture<FeatureGate>(html`<feature-gate feature="pdf_export" remaining="1" .client=${client}>${SECRET}</feature-gate>`);
      await closed(el);
      expect(isOpen(el)).to.equal(false);
    });

    it('makes no link of an address that could run', async () => {
      const el = await fixture<FeatureGate>(
        html`<feature-gate feature="sso" upgrade-url="javascript:alert(1)" .client=${clientFor('user_free')}>${SECRET}</feature-gate>`,
      );
      await closed(el);
      expect(action(el).localName).to.equal('button');
    });

    it('shows hostile words as words', async () => {
      const hostile = '<img src=x onerror="window.hacked = true">';
      const client = withRight({ has_access: false, feature_title: hostile });
      const el = await fixture<FeatureGate>(html`<feature-gate feature="pdf_export" .client=${client}>${SECRET}</feature-gate>`);
      await closed(el);
      expect(card(el)).to.contain(hostile);
      expect(el.shadowRoot?.querySelector('img')).to.equal(null);
    });

    it('is hidden before the script has come, by the rule in its documentation', async () => {
      const style = document.createElement('style');
      style.textContent = 'unheard-gate:not(:defined), feature-gate:not(:defined) { display: none }';
      document.head.append(style);
      const before = await fixture(html`<unheard-gate><p>Live</p></unheard-gate>`);
      expect(getComputedStyle(before).display).to.equal('none');
      const after = await fixture(html`<feature-gate feature="sso" .client=${clientFor('user_free')}></feature-gate>`);
      expect(getComputedStyle(after).display).to.equal('block');
      style.remove();
    });
  });
});
