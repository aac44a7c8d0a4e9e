import type { FeatureCheck } from '../../contract/entitlement.js';
import type { Client } from '../client.js';
import { want } from '../guard.js';

/** Asks the API about one feature now, past every cache. To show or hide something, the `entitlements` resource is enough. */
export const checkFeature = async (client: Client, featureKey: string, signal?: AbortSignal): Promise<FeatureCheck> =>
  want(
    await client.request(`/v1/features/check?feature_key=${encodeURIComponent(featureKey)}`, { signal }),
    { feature_key: '', has_access: false, 'limit?': 0, 'usage?': 0 },
  );
