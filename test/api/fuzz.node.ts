import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod/mini';
import type { Operation } from '../../src/contract/index.js';
import { operations } from './operations.js';
import { world, type World } from './support.js';

const SEED = 20_261_121;
const RUNS = Number(process.env.FUZZ_RUNS ?? 12);

/** What breaks parsers, databases and pages. */
const HOSTILE: readonly unknown[] = [
  null, true, false, 0, -0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, -1e13, '', ' ', '0', 'null', '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800',
  "'; drop table projects; --", '%', '%_%', '\\', '"', '<script>alert(1)</script>', '../../etc/passwd', '${7*7}', '{{7*7}}', '__proto__', 'constructor',
  'x'.repeat(10_000), '💥'.repeat(300), '\u202e\u200f', 'İıſK', '2026-13-45T99:99:99Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '-000001-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z', 'P99999999Y', [], {}, [[]], { __proto__: { polluted: true } }, JSON.parse('{"__proto__":{"a":1},"constructor":{"prototype":{}}}'),
  Array.from({ length: 1001 }, () => ({})), 'http://169.254.169.254/', 'javascript:alert(1)', 'a@b', 'a@b.c'.repeat(100), '1'.repeat(400), 'NaN', 'Infinity', '-1', '1e9',
];

/** What can stand in a URL or form at all. */
const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, '\ufffd');

/** A value that a JSON schema allows, or nearly. */
function arbitraryOf(schema: z.core.JSONSchema.JSONSchema | boolean | undefined): fc.Arbitrary<unknown> {
  const hostile = fc.constantFrom(...HOSTILE);
  if (!schema || typeof schema === 'boolean') return fc.oneof(hostile, fc.jsonValue());
  const likely = (right: fc.Arbitrary<unknown>) => fc.oneof({ weight: 4, arbitrary: right }, { weight: 1, arbitrary: hostile });
  if (schema.enum) return likely(fc.constantFrom(...schema.enum));
  if (schema.const !== undefined) return likely(fc.constant(schema.const));
  const options = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (options) return fc.oneof(...options.map(arbitraryOf));
  switch (schema.type) {
    case 'object':
      return likely(
        fc.record(Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, part]) => [key, arbitraryOf(part)])), { requiredKeys: schema.required ?? [] }),
      );
    case 'array':
      return likely(fc.array(arbitraryOf(Array.isArray(schema.items) ? schema.items[0] : schema.items), { maxLength: 3 }));
    case 'integer':
      return likely(fc.integer({ min: Math.max(-10, Number(schema.minimum ?? -10)), max: Math.min(1_000_000, Number(schema.maximum ?? 1000)) }));
    case 'number':
      return likely(fc.double({ noNaN: true, noDefaultInfinity: true }));
    case 'boolean':
      return likely(fc.boolean());
    default:
      return likely(fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('user_pro', 'user_free', 'price_pro_month_usd', 'api_calls', 'ada@example.com', 'starter', 'USD')));
  }
}

const schemaOf = (schema: z.ZodMiniType | undefined) => (schema ? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) : undefined);

/** Something for every `{name}` of a path. */
const pathOf = (operation: Operation, values: readonly string[]): string => {
  let index = 0;
  return operation.path.replaceAll(/\{\+?\w+\}/g, () => encodeURIComponent(wellFormed(values[index++ % values.length] ?? 'x')) || 'x');
};

const ENVELOPED = (body: unknown): boolean => {
  const error = (body as { error?: unknown } | null)?.error;
  return typeof error === 'string' || (typeof error === 'object' && error !== null && 'code' in error && 'requestId' in error);
};

async function attack(it: World, operation: Operation, credentials: readonly string[], ids: readonly string[]): Promise<void> {
  const query = schemaOf(operation.query);
  const body = operation.method === 'get' ? undefined : arbitraryOf(schemaOf(operation.body));
  const values = fc.array(fc.oneof(fc.constantFrom(...ids), fc.constantFrom(...HOSTILE.filter((value) => typeof value === 'string')), fc.string({ unit: 'binary' })), { minLength: 2, maxLength: 2 });
  const queries = query ? arbitraryOf(query) : fc.constant({});
  const arbitrary = fc.record({ as: fc.constantFrom(...credentials), values, query: queries, body: body ?? fc.constant(undefined), key: fc.option(fc.constantFrom('k1', 'k2', 'x'.repeat(300))) });
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ as, values: parts, query: asked, body: sent, key }) => {
      const pairs = Object.entries(asked && typeof asked === 'object' ? asked : {}).map(([name, value]): [string, string] => [name, wellFormed(String(value))]);
      const search = new URLSearchParams(pairs).toString();
      const { status, body: answer } = await it.ask(operation.method.toUpperCase(), `${pathOf(operation, parts)}${search && `?${search}`}`, {
        as,
        ...(sent !== undefined && { body: JSON.stringify(sent) ?? 'null' }),
        ...(key && { headers: { 'idempotency-key': key } }),
      });
      assert.ok(status < 500 || status === 502 || status === 504, `${operation.id} answered ${status}: ${JSON.stringify(answer)}`);
      if (status >= 400) assert.ok(ENVELOPED(answer), `${operation.id}: ${JSON.stringify(answer)}`);
    }),
    { seed: SEED, numRuns: RUNS, endOnFailure: true },
  );
}

describe('hostile input', () => {
  it('is answered with a refusal by every operation, and never with a fault', async () => {
    const it = await world({ checkAnswers: false });
    const session = await it.token('user_pro', { expiresIn: 86_400 });
    const subscription = (await it.ask('GET', '/subscriptions', { as: session })).body.data[0].id;
    const invoice = (await it.ask('GET', '/invoices', { as: session })).body.data[0].id;
    const ids = ['user_pro', 'user_free', subscription, invoice, it.projectId, 'nothing'];
    for (const operation of operations) {
      // The clock would run away, to where renewals take years.
      if (operation.id === 'advanceClock') continue;
      await attack(it, operation, [it.secret, session], ids);
    }
  });

  it('is refused as bytes too: broken UTF-8, deep nesting, huge bodies, wrong types', async () => {
    const it = await world();
    const bodies: (string | Uint8Array<ArrayBuffer>)[] = ['[1,', '"text"', '5', 'null', '[]', new Uint8Array([0xff, 0xfe, 0x7b]), '{"a":'.repeat(20_000), `{"a":"${'x'.repeat(1_100_000)}"}`];
    for (const operation of operations.filter((operation) => operation.body && !operation.path.includes('api-gateway'))) {
      for (const body of bodies) {
        const answer = await it.api.fetch(
          new Request(`http://api.test${pathOf(operation, ['user_pro'])}`, { method: operation.method.toUpperCase(), headers: { authorization: `Bearer ${it.secret}` }, body }),
        );
        assert.ok(answer.status >= 400 && answer.status < 500, `${operation.id} answered ${answer.status}`);
        assert.ok(ENVELOPED(await answer.json()), operation.id);
      }
    }
  });

  it('of a page’s form is refused with a page', async () => {
    const it = await world();
    const { body } = await it.ask('POST', '/v1/checkout/create', { as: await it.token('user_free'), body: { priceId: 'price_starter_month_usd' } });
    const path = new URL(body.url).pathname;
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom('email', 'name', 'number', 'expiry', 'cvc', 'due', 'answer'), fc.string({ unit: 'binary' })), async (fields) => {
        for (const target of [path, `${path}/confirm`]) {
          const answer = await it.api.fetch(new Request(`http://api.test${target}`, { method: 'POST', body: new URLSearchParams(Object.entries(fields).map(([name, value]): [string, string] => [name, wellFormed(value)])) }));
          assert.ok(answer.status < 500, String(answer.status));
        }
      }),
      { seed: SEED, numRuns: 60 },
    );
  });
});
