import { Billing } from '../server/billing.js';
import { environmentVariable, type BillingOptions } from '../server/options.js';

export type BillingOSConfig = BillingOptions;

/** What the prefix of a key meant to `@billingos/node`. Kept here alone: our own `Billing` never sends a key to a default address. */
const HOSTED: readonly (readonly [prefix: string, apiUrl: string])[] = [
  ['sk_test_', 'https://sandbox-api.billingos.dev'],
  ['sk_live_', 'https://api.billingos.dev'],
];

/**
 * `BillingOS` of `@billingos/node`: the address is the option, else `BILLINGOS_API_URL`, else the hosted service of the
 * key's prefix. Everything else is `Billing`.
 */
export class BillingOS extends Billing {
  constructor(config: BillingOSConfig) {
    const hosted = HOSTED.find(([prefix]) => String(config.secretKey).startsWith(prefix))?.[1];
    super({ ...config, apiUrl: config.apiUrl ?? environmentVariable('BILLINGOS_API_URL') ?? hosted });
  }
}

export {
  AuthenticationError,
  AuthorizationError,
  BillingError as BillingOSError,
  NetworkError,
  NotFoundError,
  QuotaExceededError,
  RateLimitError,
  ServerError,
  ValidationError,
} from '../core/errors.js';
