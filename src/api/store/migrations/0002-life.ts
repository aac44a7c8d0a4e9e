import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const STATEMENTS = [
  `alter table customers add column address jsonb, add column tax_id text`,
  `alter table subscriptions
    add column collection text not null default 'automatic' check (collection in ('automatic', 'send_invoice')),
    add column coupon_id text,
    add column coupon_until timestamptz`,
  `alter table checkouts add column coupon_id text`,
  `alter table invoices
    add column kind text not null default 'period' check (kind in ('period', 'change', 'final')),
    add column tax_lines jsonb not null default '[]',
    add column failed_at timestamptz`,
  `update invoices as later set kind = 'change' where exists (
    select 1 from invoices as earlier
    where earlier.project_id = later.project_id and earlier.customer_id = later.customer_id
      and earlier.subscription_id = later.subscription_id and earlier.period_start = later.period_start and earlier.id < later.id)`,
  `create unique index invoices_once on invoices (project_id, customer_id, subscription_id, period_start) where kind = 'period'`,
  `create table hosted_pages (
    project_id text not null,
    customer_id text not null,
    id text not null,
    kind text not null check (kind in ('portal', 'setup')),
    return_url text,
    expires_at timestamptz not null,
    created_at timestamptz not null,
    completed_at timestamptz,
    primary key (project_id, customer_id, id)
  )`,
  `create index hosted_pages_id on hosted_pages (id)`,
  `create table events (
    project_id text not null,
    customer_id text not null,
    id text not null,
    type text not null,
    data jsonb not null,
    created_at timestamptz not null,
    primary key (project_id, customer_id, id)
  )`,
  `create table coupons (
    project_id text not null,
    id text not null,
    name text not null,
    percent_off numeric(7, 4),
    amount_off bigint,
    currency text,
    duration text not null check (duration in ('once', 'repeating', 'forever')),
    duration_months integer,
    redeem_by timestamptz,
    active boolean not null,
    primary key (project_id, id)
  )`,
  `create table tax_rates (
    project_id text not null,
    id text not null,
    name text not null,
    percentage numeric(7, 4) not null,
    country text not null,
    state text,
    active boolean not null,
    primary key (project_id, id)
  )`,
];

export const life: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
