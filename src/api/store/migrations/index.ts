import type { Migration } from 'kysely/migration';
import { first } from './0001-first.js';

/** By name, in order. A migration that has shipped is never edited: add another. */
export const migrations: Record<string, Migration> = {
  '0001-first': first,
};
