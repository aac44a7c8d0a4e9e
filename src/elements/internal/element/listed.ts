/** The names that an attribute lists, commas between. */
export const listed = (names: string | undefined): readonly string[] | undefined => names?.split(',').map((name) => name.trim());

/** What `names` lists of `all`, in its order; all of it where nothing is listed. */
export const chosen = <T>(all: readonly T[], names: string | undefined, nameOf: (it: T) => string | undefined): readonly T[] =>
  names?.trim() ? [...new Set(listed(names))].flatMap((name) => all.find((it) => nameOf(it) === name) ?? []) : all;
