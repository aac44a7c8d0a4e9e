import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS = [
  `alter table customers add column currency text, add column account_type text`,
  `create table meters (
    project_id text not null,
    key text not null,
    event_type text not null,
    aggregation text not null check (aggregation in ('SUM', 'COUNT', 'MAX', 'UNIQUE')),
    property text,
    feature_key text,
    position integer not null,
    active boolean not null,
    primary key (project_id, key)
  )`,
  `create table meter_events (
    project_id text not null,
    customer_id text not null,
    id text not null,
    subscription_id text not null,
    event_type text not null,
    properties jsonb not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (project_id, customer_id, id)
  )`,
  `create table meter_values (
    project_id text not null,
    customer_id text not null,
    subscription_id text not null,
    meter_key text not null,
    period_start timestamptz not null,
    value numeric(30, 6) not null,
    primary key (project_id, customer_id, subscription_id, meter_key, period_start)
  )`,
  `create table meter_uniques (
    project_id text not null,
    customer_id text not null,
    subscription_id text not null,
    meter_key text not null,
    period_start timestamptz not null,
    hash text not null,
    primary key (project_id, customer_id, subscription_id, meter_key, period_start, hash)
  )`,
];

export const meters: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
