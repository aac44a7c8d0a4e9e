import * as z from 'zod/mini';

const yearOf = (instant: string): number => new Date(instant).getUTCFullYear();

/** An instant as ISO 8601 with its offset, e.g. `2026-11-21T08:00:00.000Z`, in a year that every calendar and database has. */
export const Timestamp = z.iso
  .datetime({ offset: true })
  .check(z.refine((instant) => yearOf(instant) >= 1 && yearOf(instant) <= 9999, { error: 'an instant of the years 0001 to 9999, in UTC' }), z.describe('ISO 8601 instant'));

export const Email = z.email().check(z.maxLength(320));

/** ISO 4217, upper case. */
export const Currency = z.string().check(z.regex(/^[A-Z]{3}$/), z.describe('ISO 4217 code, upper case'));

/** Money in the currency's minor unit: 1999 is $19.99, and ¥1,999. */
export const MinorUnits = z.int().check(z.describe("Amount in the currency's minor unit"));

export const FeatureKey = z
  .string()
  .check(z.regex(/^[a-z0-9_]{1,100}$/), z.describe('Lower-case letters, digits and underscores, 1 to 100 characters'));

/** How much was used: above 0, at most six decimals. */
export const Quantity = z.number().check(
  z.positive(),
  z.maximum(1e12),
  z.refine((value) => Math.abs(value * 1e6 - Math.round(value * 1e6)) < 1e-3, { error: 'at most 6 decimals' }),
  z.describe('Units used: above 0, at most 6 decimals'),
);

/** Values the caller attaches and gets back; never interpreted but for `idempotency_key` in usage. */
export const Metadata = z.record(z.string().check(z.maxLength(100)), z.unknown()).check(z.describe('Values of your own, given back as sent'));

export const Interval = z.enum(['day', 'week', 'month', 'year']);
export type Interval = z.infer<typeof Interval>;

/** The language of a hosted page. */
export const Locale = z
  .string()
  .check(
    z.regex(/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i),
    z.maxLength(100),
    z.describe("Language tag, as `pt-BR`: the hosted page speaks it, or the nearest it can; without it the reader's browser decides"),
  );

/** An id or reference in a path or body. */
export const Id = z.string().check(z.minLength(1), z.maxLength(200));

/**
 * A body whose unknown fields are refused by name, for calls where a misspelt field would be dangerous, such as the limits
 * of a token. `idempotency_key` is allowed in any body.
 */
export const strictBody = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(
    { ...shape, idempotency_key: z.optional(z.string().check(z.describe('As the header `Idempotency-Key`'))) },
    { error: ({ code }) => (code === 'unrecognized_keys' ? `not one of the fields ${Object.keys(shape).join(', ')}` : undefined) },
  );

export const Deleted = z.object({ deleted: z.literal(true) });
