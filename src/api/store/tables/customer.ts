import type { ColumnType, Selectable } from 'kysely';
import type { Address } from '../../../contract/index.js';
import type { Json } from '../json.js';
import type { Defaulted, JsonColumn } from './column.js';

export interface CustomerTable {
  projectId: string;
  id: string;
  externalUserId: string | null;
  externalOrganizationId: string | null;
  email: string | null;
  /** The address that the project's own server named the customer by, lower case: never what a payer typed, since it finds people. */
  identityEmail: ColumnType<string | null, string | null | undefined, string | null>;
  /** Made by naming an email alone: there is one such customer per address. */
  knownByEmail: Defaulted<boolean>;
  name: string | null;
  metadata: JsonColumn<Record<string, unknown>>;
  /** Invoices are numbered per customer, since a number shared by all would make customers wait for each other. */
  invoicePrefix: string;
  invoiceCount: Defaulted<number>;
  /** Minor units kept from plan changes, per currency; the next invoice takes from it. */
  credit: JsonColumn<Record<string, number>>;
  createdAt: Date;
  deletedAt: Date | null;
  /** What the customer is billed in by hand, and who it is for the seller's books. */
  currency: Defaulted<string | null>;
  accountType: Defaulted<string | null>;
  address: ColumnType<Address | null, Json<Address | null> | undefined, Json<Address | null>>;
  taxId: Defaulted<string | null>;
}

export interface PaymentMethodTable {
  projectId: string;
  customerId: string;
  id: string;
  token: string;
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  isDefault: boolean;
  createdAt: Date;
}

/** A hosted page that a customer opens without signing in, because they know its address. */
export interface HostedPageTable {
  projectId: string;
  customerId: string;
  id: string;
  kind: 'portal' | 'setup';
  returnUrl: string | null;
  /** Its language; null = the language of the reader's browser. */
  locale: Defaulted<string | null>;
  expiresAt: Date;
  createdAt: Date;
  completedAt: Date | null;
}

/** A portal's address that opens once. */
export interface PortalLinkTable {
  projectId: string;
  customerId: string;
  id: string;
  expiresAt: Date;
  usedAt: Date | null;
}

export type Customer = Selectable<CustomerTable>;
export type PortalLink = Selectable<PortalLinkTable>;
export type HostedPage = Selectable<HostedPageTable>;
export type PaymentMethod = Selectable<PaymentMethodTable>;
