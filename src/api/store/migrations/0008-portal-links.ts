import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS = [
  `create table portal_links (
    project_id text not null,
    customer_id text not null,
    id text not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    primary key (project_id, customer_id, id)
  )`,
  `create index portal_links_id on portal_links (id)`,
];

export const portalLinks: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
