import * as z from 'zod/mini';

// Without a language zod/mini says "Invalid input" about everything.
z.config(z.locales.en());

export interface Fault {
  /** Where it is, as `products.0.name`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

export type Checked<T> = { readonly data: T; readonly faults?: undefined } | { readonly faults: readonly Fault[] };

/** Checks a value against a schema. Each fault says where it is. */
export function check<T extends z.ZodMiniType>(schema: T, value: unknown): Checked<z.output<T>> {
  const result = z.safeParse(schema, value);
  if (result.success) return { data: result.data };
  return { faults: result.error.issues.flatMap(faultsIn) };
}

/** An unknown field is reported under its own path, like every other fault. */
function faultsIn(issue: z.core.$ZodIssue): Fault[] {
  const places = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return places.map((path) => ({ path: path.map(String).join('.'), message: issue.message }));
}
