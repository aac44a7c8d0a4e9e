import type { LitElement } from 'lit';
import type { Client } from '../../../core/client.js';
import { entitlements } from '../../../core/resources/entitlements.js';
import type { BillingProvider } from '../../billing-provider.js';
import type { CheckoutButton } from '../../checkout-button.js';
import type { FeatureGate } from '../../feature-gate.js';
import type { PricingTable } from '../../pricing-table.js';
import type { UpgradePrompt } from '../../upgrade-prompt.js';
import { firstProvider } from '../client/providers.js';
import { explanationOf } from './explanations.js';
import { known } from '../element/known.js';

type Check = (element: LitElement) => string | undefined;

const NO_FEATURE = 'shows no feature: name one by its key in your catalog, feature="…"';
const needsFeature: Check = (element) => ((element as { feature?: string }).feature ? undefined : NO_FEATURE);

const CHECKS: Readonly<Record<string, Check>> = {
  'billing-provider': (element) => checkProvider(element as BillingProvider),
  'checkout-button': (element) => ((element as CheckoutButton).price ? undefined : 'sells nothing: name a price by its id in your catalog, price="…"'),
  'feature-gate': (element) => checkGate(element as FeatureGate),
  'pricing-table': (element) => checkTable(element as PricingTable),
  'upgrade-nudge': (element) => (element.textContent?.trim() || element.childElementCount > 0 ? undefined : needsFeature(element)),
  'upgrade-prompt': (element) => ((element as UpgradePrompt).plans ? undefined : needsFeature(element)),
  'usage-chart': needsFeature,
  'usage-meter': needsFeature,
};

/** What in an element's attributes cannot be meant so; undefined if nothing is wrong. */
export const whatIsWrong: Check = (element) => known(CHECKS, element.localName)?.(element);

function checkProvider({ providedClient }: BillingProvider): string | undefined {
  const state = providedClient?.session.get();
  return state?.status === 'error' ? explanationOf(state.error) : undefined;
}

function checkGate(gate: FeatureGate): string | undefined {
  const { feature, plan } = gate;
  if (!feature && !plan) return 'never opens: name a feature by its key in your catalog, feature="…", or plans by their ids, plan="…"';
  const all = clientOf(gate)?.resource(entitlements).get();
  const isKnown = !feature || all?.status !== 'ready' || all.data.some(({ feature_key }) => feature_key === feature);
  return isKnown ? undefined : `never opens: "${feature}" is no key of your catalog`;
}

function checkTable(table: PricingTable): string | undefined {
  const { plans, apiUrl, publishableKey } = table;
  if (apiUrl !== undefined && publishableKey === undefined) return 'has an api-url and nobody to ask as: add publishable-key, or put it into a <billing-provider> instead';
  return plans && table.matches(':state(empty)') ? `finds none of the plans "${plans}": plans takes ids of products` : undefined;
}

/** Why an element still has no client; undefined if it has one or needs none. */
export function whyItWaits(element: LitElement): string | undefined {
  if (element.localName === 'billing-provider') {
    return (element as BillingProvider).providedClient ? undefined : 'hands out no client: give it api-url and session-token-url, or a client of your own as .client';
  }
  if (element.localName === 'pricing-table' && (element as PricingTable).src !== undefined) return undefined;
  if (clientOf(element) || firstProvider(element.ownerDocument) || element.querySelector(':scope > script')) return undefined;
  return 'waits for a client: put a <billing-provider api-url="…" session-token-url="…"> around it or beside it';
}

const clientOf = (element: LitElement): Client | undefined =>
  (element as { client?: Client }).client ?? firstProvider(element.ownerDocument)?.providedClient;
