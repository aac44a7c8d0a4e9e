import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS = [
  `alter table projects add column locale_default text not null default 'en'`,
  `alter table products add column translations jsonb not null default '{}'`,
  `alter table checkouts add column trial_days integer`,
  `alter table customers add column identity_email text`,
  `alter table customers add column known_by_email boolean not null default false`,
  `update customers set identity_email = lower(email) where external_user_id is not null`,
  `create index customers_identity on customers (project_id, identity_email) where identity_email is not null`,
  // Whoever came by email alone exists once; others may share an address.
  `create unique index customers_of_email on customers (project_id, identity_email) where known_by_email and deleted_at is null`,
  `create table token_types (
    project_id text not null,
    type text not null,
    daily_trial bigint,
    position integer not null,
    active boolean not null,
    primary key (project_id, type)
  )`,
  `create table token_balances (
    project_id text not null,
    customer_id text not null,
    type text not null,
    count bigint not null check (count >= 0),
    topped_up_day integer not null,
    primary key (project_id, customer_id, type)
  )`,
  `create table token_holds (
    project_id text not null,
    customer_id text not null,
    id text not null,
    type text not null,
    held_at timestamptz not null,
    primary key (project_id, customer_id, id)
  )`,
  `create table upstreams (
    project_id text not null,
    id text not null,
    url text not null,
    token_type text not null,
    headers jsonb not null,
    paths jsonb not null,
    max_body_bytes integer not null,
    active boolean not null,
    primary key (project_id, id)
  )`,
  `create table tickets (
    project_id text not null,
    customer_id text not null,
    id text not null,
    status text not null,
    subject text not null,
    content text not null,
    email text,
    created_at timestamptz not null,
    primary key (project_id, customer_id, id)
  )`,
  `create index tickets_newest on tickets (project_id, created_at)`,
  `create table ticket_files (
    project_id text not null,
    customer_id text not null,
    ticket_id text not null,
    position integer not null,
    name text not null,
    type text not null,
    size integer not null,
    content bytea not null,
    primary key (project_id, customer_id, ticket_id, position)
  )`,
];

export const paywall: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
