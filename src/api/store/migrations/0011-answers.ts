import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** `json` keeps the order of keys and `jsonb` does not: a replay is to be the answer as it was, byte for byte. */
export const answers: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table idempotency alter column answer type json using answer::json`.execute(db);
  },
};
