import type { DenyReason, Entitlement } from '../../../contract/entitlement.js';
import type { Product, ProductList } from '../../../contract/product.js';
import { unitsLeft, type AccessRequirement } from '../../../core/access.js';
import type { ResourceState } from '../../../core/resource.js';
import type { faces, featureGate } from '../../../locales/en.js';
import { amountText } from '../words/amount.js';
import { openingPlan } from './gate-plan.js';
import type { WordsOf } from '../words/words.js';

export type GateWords = WordsOf<{ faces: typeof faces; featureGate: typeof featureGate }>;

export interface Denial {
  readonly reason: DenyReason;
  /** The feature's title; none if only the plan counts. */
  readonly feature: string | undefined;
  readonly entitlement: Entitlement | undefined;
  /** How many units had to be left. */
  readonly remaining: number | undefined;
  /** The plan that would open the gate. */
  readonly plan: Product | undefined;
}

/** What the resources know about a denial. */
export function denialOf(
  requirement: AccessRequirement,
  reason: DenyReason,
  rights: ResourceState<readonly Entitlement[]>,
  catalog: ResourceState<ProductList>,
): Denial {
  const { feature: key, remaining } = requirement;
  const entitlement = rights.status === 'ready' ? rights.data.find((it) => it.feature_key === key) : undefined;
  const plan = catalog.status === 'ready' ? openingPlan(requirement, reason, catalog.data) : undefined;
  const feature = entitlement?.feature_title ?? plan?.features.find(({ name }) => name === key)?.title ?? key;
  return { reason, feature, entitlement, remaining, plan };
}

/** The texts of a denied gate: why, what would help, and the one thing to do. */
export function denialTexts(words: GateWords, denial: Denial): { title: string; text: string; label: string } {
  const { plan } = denial;
  return { ...reasonTexts(words, denial), label: plan ? words.text('seePlan', { plan: plan.name }) : words.text('seePlans') };
}

function reasonTexts(words: GateWords, denial: Denial): { title: string; text: string } {
  const { reason, feature = '', entitlement, remaining } = denial;
  if (reason === 'subscription_not_active') return { title: words.text('inactiveTitle'), text: words.text('inactiveText') };
  if (reason !== 'quota_exceeded') return { title: planTitle(words, denial), text: words.text('deniedText') };
  const left = entitlement && entitlement.limit != null ? Math.max(0, unitsLeft(entitlement)) : NaN;
  if (remaining !== undefined && left > 0) {
    const unit = entitlement?.properties?.['unit'];
    const amount = (value: number): string => amountText(words, value, typeof unit === 'string' ? unit : undefined);
    return {
      title: words.text('scarceTitle', { feature }),
      text: words.text('scarceText', { needed: amount(remaining), left: amount(left) }),
    };
  }
  return { title: words.text('quotaTitle', { feature }), text: words.text('quotaText') };
}

function planTitle(words: GateWords, { feature, plan }: Denial): string {
  if (feature && plan) return words.text('partOf', { feature, plan: plan.name });
  if (plan) return words.text('planTitle', { plan: plan.name });
  return feature ? words.text('deniedTitle', { feature }) : words.text('deniedTitlePlain');
}
