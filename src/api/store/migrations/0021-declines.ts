import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A checkout counts its declined charges, since the next try is another charge. */
export const declines: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table checkouts add column declines integer not null default 0`.execute(db);
  },
};
