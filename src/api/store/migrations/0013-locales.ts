import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Hosted pages speak the language that whoever opens them asks for. */
export const locales: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table checkouts add column locale text`.execute(db);
    await sql`alter table hosted_pages add column locale text`.execute(db);
  },
};
