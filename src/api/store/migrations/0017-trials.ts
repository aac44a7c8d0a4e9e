import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A subscription remembers what its trial was of, whatever plan it changed to since. */
export const trials: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table subscriptions add column trial_product_id text`.execute(db);
    await sql`update subscriptions set trial_product_id = product_id where trial_end is not null`.execute(db);
  },
};
