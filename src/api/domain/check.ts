import * as z from 'zod/mini';

// Until it is told a language, zod/mini says "Invalid input" of everything.
z.config(z.locales.en());

export interface Fault {
  /** Where it is, as `products.0.name`; empty: the whole. */
  readonly path: string;
  readonly message: string;
}

export type Checked<T> = { readonly data: T; readonly faults?: undefined } | { readonly faults: readonly Fault[] };

/** Reads what somebody else wrote, and says of each fault where it is. */
export function check<T extends z.ZodMiniType>(schema: T, value: unknown): Checked<z.output<T>> {
  const result = z.safeParse(schema, value);
  if (result.success) return { data: result.data };
  return { faults: result.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })) };
}
