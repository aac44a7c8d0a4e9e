import type { UsageMetric } from '../../contract/usage.js';
import { list, maybe, number, object, reader, string } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';

const read = reader<{ metrics: UsageMetric[] }>(
  object({
    metrics: list(
      object({
        feature_key: string,
        feature_title: maybe(string),
        consumed: number,
        limit: maybe(number),
        remaining: maybe(number),
        percentage_used: maybe(number),
        period_start: maybe(string),
        period_end: maybe(string),
        resets_in_days: maybe(number),
        unit: maybe(string),
      }),
    ),
  }),
);

/** Some systems say -1 for unlimited; here it is always null. */
const plain = (metric: UsageMetric): UsageMetric =>
  metric.limit === null || metric.limit >= 0 ? metric : { ...metric, limit: null, remaining: null, percentage_used: null };

/** All metered features of the current period, asked for every 30 s while someone looks. */
export const usageMetrics: ResourceDefinition<readonly UsageMetric[]> = {
  name: 'usage-metrics',
  path: '/v1/features/usage-metrics',
  topics: ['subscription', 'usage'],
  pollEveryMs: 30_000,
  parse: (body) => read(body).metrics.map(plain),
};
