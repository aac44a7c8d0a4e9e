/** What a table holds under a key that came as data, for which `constructor` and `__proto__` are not in it. */
export const known = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);
