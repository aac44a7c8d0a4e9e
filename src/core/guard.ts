import { ServerError } from './errors.js';

/** Says whether a value is what is expected. Only what this kit reads is checked; strict mode checks all of it. */
export type Check = (value: unknown) => boolean;

export const string: Check = (value) => typeof value === 'string';
export const boolean: Check = (value) => typeof value === 'boolean';
export const number: Check = Number.isFinite;
/** Absent, null, or what `check` wants. */
export const maybe =
  (check: Check): Check =>
  (value) =>
    value == null || check(value);
export const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
export const object =
  (shape: Record<string, Check>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(shape).every(([key, check]) => check((value as Record<string, unknown>)[key]));

/** A `parse` for a body that satisfies `check`: a malformed answer becomes one typed error, never a broken page. */
export const reader =
  <T>(check: Check) =>
  (body: unknown): T => {
    if (!check(body)) throw new ServerError('invalid_response', 'The billing API answered something else than was agreed');
    return body as T;
  };
