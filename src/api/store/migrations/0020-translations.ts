import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Features and units in other languages, as products have been. */
export const translations: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table features add column translations jsonb not null default '{}'`.execute(db);
    await sql`alter table prices add column translations jsonb not null default '{}'`.execute(db);
  },
};
