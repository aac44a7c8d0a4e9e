import { ApiError } from '../http/errors.js';

/** Where a part of a list ended. By time first: a row may be older than its id. */
export interface Position {
  readonly createdAt: Date;
  readonly id: string;
}

/** The last moment with a year of four digits. */
const LATEST_MS = Date.UTC(9999, 11, 31);

export const PAGE_SIZE = 20;

export function readCursor(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  const [time = '', id = ''] = cursor.split('~');
  const createdAt = new Date(Number(time));
  if (!/^\d{1,15}$/.test(time) || !id || !(createdAt.getTime() <= LATEST_MS)) throw new ApiError('invalid_request', 'cursor: take it from nextCursor of the part before');
  return { createdAt, id };
}

/** `rows` has one more than `limit` if there are more. */
export function pageOf<Row extends Position, T>(rows: readonly Row[], limit: number, present: (row: Row) => T) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit;
  return { data: shown.map(present), hasMore, nextCursor: hasMore && last ? `${last.createdAt.getTime()}~${last.id}` : null };
}
