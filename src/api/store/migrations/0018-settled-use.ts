import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** How much of a counter an invoice has charged for, where a plan was left before the counter's time was over. */
export const settledUse: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table usage_counters add column settled numeric(24, 6) not null default 0`.execute(db);
  },
};
