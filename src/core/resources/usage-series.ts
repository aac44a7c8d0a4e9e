import type { SeriesBucket, UsageSeries } from '../../contract/usage.js';
import { want } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';

export interface SeriesRange {
  /** What one point of the series covers, in UTC. */
  readonly bucket: SeriesBucket;
  /** How many of them, up to now, 1 to 1,000. Default: those of the current period. */
  readonly last?: number | undefined;
}

/** How the use of one feature went over time: a resource of its own for each feature and range. */
export function usageSeries(featureKey: string, { bucket, last }: SeriesRange): ResourceDefinition<UsageSeries> {
  const path = `/v1/features/usage-series?feature_key=${encodeURIComponent(featureKey)}&bucket=${bucket}${last == null ? '' : `&last=${last}`}`;
  return {
    name: path,
    path,
    topics: ['usage'],
    pollEveryMs: 60_000,
    parse: (body) =>
      want(body, {
        series: [{ start: '', quantity: 0 }],
        'limit?': 0,
        'feature_title?': '',
        'unit?': '',
        'period_start?': '',
        'period_end?': '',
      }),
  };
}
