import type { Selectable } from 'kysely';
import type { JsonColumn } from './column.js';

/** What balances are counted in. */
export interface TokenTypeTable {
  projectId: string;
  type: string;
  /** Once a day a balance below it is raised to it; null = never. */
  dailyTrial: number | null;
  position: number;
  active: boolean;
}

/** Where the gateway leads, and what it adds on the way. */
export interface UpstreamTable {
  projectId: string;
  id: string;
  url: string;
  /** One of these is taken per successful call. */
  tokenType: string;
  /** `${GATEWAY_…}` in a value is read from the server's environment at the time of the call. */
  headers: JsonColumn<Record<string, string>>;
  /** Path prefixes that may be called. */
  paths: JsonColumn<string[]>;
  maxBodyBytes: number;
  active: boolean;
}

export interface TokenBalanceTable {
  projectId: string;
  customerId: string;
  type: string;
  count: number;
  /** Days since 1970, in UTC, up to which daily trials are in the count. */
  toppedUpDay: number;
}

/** One unit taken for a gateway call under way. A row that outlives its call belongs to a process that died. */
export interface TokenHoldTable {
  projectId: string;
  customerId: string;
  id: string;
  type: string;
  /** By the real clock. */
  heldAt: Date;
}

export type TokenType = Selectable<TokenTypeTable>;
export type Upstream = Selectable<UpstreamTable>;
