import type { FeatureCheck } from '../../contract/entitlement.js';
import type { Client } from '../client.js';
import { boolean, maybe, number, object, reader, string } from '../guard.js';

const read = reader<FeatureCheck>(
  object({ feature_key: string, has_access: boolean, limit: maybe(number), usage: maybe(number) }),
);

/** Asks the API about one feature now, past every cache. To show or hide something, the `entitlements` resource is enough. */
export const checkFeature = async (client: Client, featureKey: string, signal?: AbortSignal): Promise<FeatureCheck> =>
  read(await client.request(`/v1/features/check?feature_key=${encodeURIComponent(featureKey)}`, { signal }));
