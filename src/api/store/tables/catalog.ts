import type { Selectable } from 'kysely';
import type { FeatureType, Interval, PriceScheme, PriceTier } from '../../../contract/index.js';
import type { Translations } from '../../domain/translations.js';
import type { JsonColumn } from './column.js';

export interface ProductTable {
  projectId: string;
  id: string;
  name: string;
  description: string | null;
  trialDays: number;
  highlighted: boolean;
  contactUrl: string | null;
  translations: JsonColumn<Translations<'name' | 'description'>>;
  position: number;
  active: boolean;
}

export interface PriceTable {
  projectId: string;
  id: string;
  productId: string;
  amount: number;
  currency: string;
  interval: Interval;
  intervalCount: number;
  scheme: PriceScheme;
  unitLabel: string | null;
  meteredFeatureKey: string | null;
  tiers: JsonColumn<PriceTier[] | null>;
  packageSize: number | null;
  taxBehavior: 'inclusive' | 'exclusive' | 'unspecified';
  translations: JsonColumn<Translations<'unitLabel'>>;
  position: number;
  active: boolean;
}

export interface FeatureTable {
  projectId: string;
  key: string;
  title: string;
  type: FeatureType;
  unit: string | null;
  /** Heading under which a feature comparison lists it. */
  groupTitle: string | null;
  translations: JsonColumn<Translations<'title' | 'unit' | 'group'>>;
  position: number;
}

export interface ProductFeatureTable {
  projectId: string;
  productId: string;
  featureKey: string;
  /** null = unlimited. */
  limitUnits: number | null;
  period: Interval | null;
}

export interface CouponTable {
  projectId: string;
  id: string;
  name: string;
  percentOff: number | null;
  amountOff: number | null;
  currency: string | null;
  duration: 'once' | 'repeating' | 'forever';
  durationMonths: number | null;
  redeemBy: Date | null;
  active: boolean;
}

export interface TaxRateTable {
  projectId: string;
  id: string;
  name: string;
  percentage: number;
  country: string;
  state: string | null;
  active: boolean;
}

export type Product = Selectable<ProductTable>;
export type Price = Selectable<PriceTable>;
export type Coupon = Selectable<CouponTable>;
export type TaxRate = Selectable<TaxRateTable>;
