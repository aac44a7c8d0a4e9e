import type { Entitlement } from '../../contract/entitlement.js';
import { listResource } from './list.js';

/** What this customer may use. An answer that could not be confirmed for ten minutes opens nothing any more. */
export const entitlements = /* @__PURE__ */ listResource<Entitlement>(
  'entitlements',
  '/v1/features/entitlements',
  'entitlements',
  { feature_key: '', has_access: false, 'limit?': 0, 'usage?': 0 },
  { topics: ['usage'], pollEveryMs: 300_000, maxAgeMs: 600_000 },
);
