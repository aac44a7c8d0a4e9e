import type { SeriesBucket, UsageSeries } from '../../contract/usage.js';
import { want, wantList } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';

export interface SeriesRange {
  /** What one point of the series covers, in UTC. */
  readonly bucket: SeriesBucket;
  /** How many of them, up to now, 1 to 1,000. Default: those of the current period. */
  readonly last?: number | undefined;
}

/** How the use of one feature went over time: a resource of its own for each feature and range. */
export function usageSeries(featureKey: string, { bucket, last }: SeriesRange): ResourceDefinition<UsageSeries> {
  const query = new URLSearchParams({ feature_key: featureKey, bucket, ...(last !== undefined && { last: String(last) }) });
  return {
    name: `usage-series?${query}`,
    path: `/v1/features/usage-series?${query}`,
    topics: ['subscription', 'usage'],
    pollEveryMs: 60_000,
    parse(body) {
      wantList(body, 'series', 'start:string quantity:number');
      return want(body, 'limit:number? feature_title:string? unit:string? period_start:string? period_end:string?');
    },
  };
}
