/** The names that an attribute lists, separated by commas. */
export const listed = (names: string | undefined): readonly string[] | undefined => names?.split(',').map((name) => name.trim());

/** Those of `all` that `names` lists, in its order; all of them if it lists none. */
export const chosen = <T>(all: readonly T[], names: string | undefined, nameOf: (it: T) => string | undefined): readonly T[] =>
  names?.trim() ? [...new Set(listed(names))].flatMap((name) => all.find((it) => nameOf(it) === name) ?? []) : all;
