import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** An invoice keeps whom it was issued to, whatever becomes of the customer's details. */
export const billedTo: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table invoices add column billed_to jsonb`.execute(db);
  },
};
