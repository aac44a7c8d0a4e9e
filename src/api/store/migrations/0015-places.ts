import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A checkout keeps where its payer said they are, until it is paid. */
export const places: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table checkouts add column place jsonb`.execute(db);
  },
};
