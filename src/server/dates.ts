import { ServerError } from '../core/errors.js';

type DateOf<T> = T extends string ? Date : T;

/** The same value with some of its ISO 8601 fields as `Date`. */
export type WithDates<T, K extends keyof T> = { [P in keyof T]: P extends K ? DateOf<T[P]> : T[P] };

/** @throws ServerError if one of these fields is not a time. */
export function withDates<T extends object, K extends keyof T>(value: T, ...keys: readonly K[]): WithDates<T, K> {
  const dated = Object.fromEntries(keys.map((key) => [key, dateOf(value[key])]));
  return { ...value, ...dated } as WithDates<T, K>;
}

function dateOf(value: unknown): unknown {
  if (value === null || value === undefined) return value;
  const date = new Date(String(value));
  if (Number.isNaN(date.getTime())) throw new ServerError('invalid_response', 'The API answered a time that cannot be read.');
  return date;
}
