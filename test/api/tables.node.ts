import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { database } from './support.js';

/** What a project sets up; the rest grows with its customers. */
const SET_UP = ['projects', 'api_keys', 'products', 'prices', 'features', 'product_features', 'coupons', 'tax_rates', 'token_types', 'upstreams', 'meters', 'webhook_endpoints'];

describe('the tables', () => {
  it('that grow are keyed by project and customer first, and named in the docs on distributing them', async () => {
    const db = await database();
    const { rows } = await sql<{ table: string; key: string }>`
      select c.relname as "table", string_agg(a.attname, ',' order by k.position) as key
      from pg_index i
      join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
      cross join lateral unnest(i.indkey) with ordinality as k (number, position)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
      where i.indisprimary and c.relname not like 'kysely%' group by 1`.execute(db);
    const docs = await readFile('docs/api.md', 'utf8');
    assert.ok(rows.length > 20);
    for (const { table, key } of rows) {
      assert.ok(docs.includes(`'${table}'`), `${table} is missing from docs/api.md`);
      if (SET_UP.includes(table)) continue;
      assert.match(key, table === 'customers' ? /^project_id,id$/ : /^project_id,customer_id,/, table);
    }
  });
});
