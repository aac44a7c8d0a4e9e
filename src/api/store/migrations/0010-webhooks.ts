import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS = [
  `create table webhook_endpoints (
    project_id text not null,
    id text not null,
    url text not null,
    events jsonb not null,
    description text,
    secret text not null,
    created_at timestamptz not null,
    disabled_at timestamptz,
    primary key (project_id, id)
  )`,
  `create table webhook_deliveries (
    project_id text not null,
    customer_id text not null,
    event_id text not null,
    endpoint_id text not null,
    status text not null check (status in ('pending', 'delivered', 'failed')),
    body text,
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    leased_until timestamptz,
    last_problem text,
    primary key (project_id, customer_id, event_id, endpoint_id)
  )`,
  `create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where status = 'pending'`,
];

export const webhooks: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
