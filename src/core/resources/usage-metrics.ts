import type { UsageMetric } from '../../contract/usage.js';
import type { ResourceDefinition } from '../resource.js';
import { listResource } from './list.js';

const asSent = /* @__PURE__ */ listResource<UsageMetric>(
  'usage-metrics',
  '/v1/features/usage-metrics',
  'metrics',
  { feature_key: '', consumed: 0, 'limit?': 0, 'remaining?': 0, 'percentage_used?': 0, 'period_end?': '' },
  { topics: ['usage'], pollEveryMs: 30_000 },
);

/** Some systems say -1 for unlimited; here it becomes null. */
const plain = (metric: UsageMetric): UsageMetric =>
  Number(metric.limit) < 0 ? { ...metric, limit: null, remaining: null, percentage_used: null } : metric;

/** All metered features of the current period, polled every 30 s while somebody looks. */
export const usageMetrics: ResourceDefinition<readonly UsageMetric[]> = {
  ...asSent,
  parse: (body) => asSent.parse(body).map(plain),
};
