import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The secret before the one in force signs too, until its receiver knows the new one. */
export const webhookSecrets: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table webhook_endpoints add column old_secret text, add column old_secret_until timestamptz`.execute(db);
  },
};
