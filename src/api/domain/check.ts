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
  return { faults: result.error.issues.flatMap(faultsIn) };
}

/** A field too many is named where it stands, as every other fault is. */
function faultsIn(issue: z.core.$ZodIssue): Fault[] {
  const places = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return places.map((path) => ({ path: path.map(String).join('.'), message: issue.message }));
}
