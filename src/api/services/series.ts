import type { SeriesBucket, UsageSeries } from '../../contract/index.js';
import { sixDecimals } from '../domain/entitlement.js';
import { addIntervals } from '../domain/period.js';
import { translationsFor } from '../domain/translations.js';
import { ApiError } from '../http/errors.js';
import type { Db } from '../store/database.js';
import { loadHours, type CustomerKey } from '../store/usage.js';
import { loadAccess } from './entitlements.js';

const BUCKETS_MAX = 1000;
const HOUR_MS = 3_600_000;

/** The beginning of the bucket that holds a moment, in UTC. */
function bucketOf(at: Date, bucket: SeriesBucket): Date {
  const [year, month, day, hour] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), at.getUTCHours()];
  if (bucket === 'month') return new Date(Date.UTC(year, month));
  return new Date(Date.UTC(year, month, day, bucket === 'hour' ? hour : 0));
}

const stepped = (start: Date, bucket: SeriesBucket, count: number): Date =>
  bucket === 'hour' ? new Date(start.getTime() + count * HOUR_MS) : addIntervals(start, bucket, count);

export interface SeriesQuery {
  readonly feature_key: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly bucket: SeriesBucket;
  readonly last?: number | undefined;
}

/** Summed from hourly counters, so a chart costs the same for a million events as for ten. */
export async function usageSeries(db: Db, customer: CustomerKey, { feature_key: featureKey, from, to, bucket, last }: SeriesQuery, now: Date): Promise<UsageSeries> {
  const access = await loadAccess(db, customer, now);
  const feature = access.features.find(({ key }) => key === featureKey);
  if (!feature) throw new ApiError('feature_not_found', `The catalog has no feature ${featureKey}`);
  const granted = access.granted(featureKey);
  // Includes this very moment.
  const end = to ? new Date(to) : new Date(now.getTime() + 1);
  const newest = bucketOf(new Date(end.getTime() - 1), bucket);
  const usual = last === undefined ? (granted?.window.start ?? addIntervals(end, 'month', -1)) : stepped(newest, bucket, 1 - last);
  const start = from ? new Date(from) : usual;
  if (start >= end) throw new ApiError('invalid_request', 'from has to be before to');

  const sums = new Map<number, number>();
  for (let at = bucketOf(start, bucket); at < end; at = stepped(at, bucket, 1)) {
    if (sums.size >= BUCKETS_MAX) throw new ApiError('invalid_request', `from, to and bucket ask for more than ${BUCKETS_MAX} buckets`);
    sums.set(at.getTime(), 0);
  }
  for (const { hour, quantity } of await loadHours(db, customer, featureKey, { start: bucketOf(start, bucket), end })) {
    const key = bucketOf(hour, bucket).getTime();
    sums.set(key, (sums.get(key) ?? 0) + quantity);
  }
  return {
    series: Array.from(sums, ([at, quantity]) => ({ start: new Date(at).toISOString(), quantity: sixDecimals(quantity) })),
    limit: granted?.grant.limit ?? null,
    feature_title: feature.title,
    unit: feature.unit,
    period_start: granted?.window.start.toISOString() ?? null,
    period_end: granted?.window.end.toISOString() ?? null,
    ...translationsFor({ feature_title: [feature.translations, 'title'], unit: [feature.translations, 'unit'] }),
  };
}
