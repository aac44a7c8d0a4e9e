import type { Entitlement } from '../../contract/entitlement.js';
import { boolean, list, maybe, number, object, reader, string } from '../guard.js';
import type { ResourceDefinition } from '../resource.js';

const read = reader<{ entitlements: Entitlement[] }>(
  object({
    entitlements: list(
      object({
        feature_key: string,
        feature_title: maybe(string),
        has_access: boolean,
        limit: maybe(number),
        usage: maybe(number),
        reason: maybe(string),
      }),
    ),
  }),
);

/** What this customer may use. An answer that nobody could confirm for ten minutes opens nothing any more. */
export const entitlements: ResourceDefinition<readonly Entitlement[]> = {
  name: 'entitlements',
  path: '/v1/features/entitlements',
  topics: ['subscription', 'entitlements', 'usage'],
  pollEveryMs: 300_000,
  maxAgeMs: 600_000,
  parse: (body) => read(body).entitlements,
};
