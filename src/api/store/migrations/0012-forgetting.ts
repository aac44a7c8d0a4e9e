import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Finds what is old without reading what is not. */
export const forgetting: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create index idempotency_age on idempotency (project_id, created_at)`.execute(db);
    await sql`create index session_tokens_end on session_tokens (project_id, expires_at)`.execute(db);
  },
};
