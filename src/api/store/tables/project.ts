import type { Selectable } from 'kysely';
import type { Mode } from '../../domain/session-token.js';
import type { Defaulted, JsonColumn } from './column.js';

export interface ProjectTable {
  id: string;
  name: string;
  mode: Mode;
  /** How far the project's test clock is ahead of the real one. */
  clockOffsetMs: Defaulted<number>;
  allowedOrigins: JsonColumn<string[]>;
  anyLoopback: Defaulted<boolean>;
  /** The language for readers whose own is not available. */
  localeDefault: Defaulted<string>;
  /** Signs session tokens. */
  sessionSecret: string;
  createdAt: Date;
}

export interface ApiKeyTable {
  projectId: string;
  /** SHA-256 of the key, hex. The key itself is shown once and not kept. */
  hash: string;
  id: string;
  kind: 'secret' | 'publishable';
  /** Its beginning and end, to tell keys apart. */
  hint: string;
  createdAt: Date;
  revokedAt: Date | null;
}

export interface SessionTokenTable {
  projectId: string;
  customerId: string;
  id: string;
  expiresAt: Date;
  revokedAt: Date | null;
}

export interface IdempotencyTable {
  projectId: string;
  /** The customer; empty if the project itself called. */
  customerId: string;
  route: string;
  key: string;
  requestHash: string;
  /** null while the first copy runs. No other transaction sees the row before it has an answer. */
  status: number | null;
  answer: JsonColumn<unknown>;
  createdAt: Date;
}

export type Project = Selectable<ProjectTable>;
