import { BillingClient as Client } from '../server/billing-client.js';
import { ApiGatewayClient as Gateway } from '../server/gateway-client.js';
import type { Identity } from '../server/identity.js';
import type { ConnectionOptions } from '../server/options.js';
import { memoryStorage, type KeyValueStorage } from '../server/storage.js';

/** The names `@monetize.software/sdk/core` gives to where the API is, who owns the paywall and who the user is. */
export interface PaywallOptions extends Omit<ConnectionOptions, 'apiUrl'> {
  paywallId: string;
  apiOrigin: string;
  /** Only on your server. */
  apiKey?: string;
  identity?: Identity;
  /** Acts as the user signed in there. */
  auth?: AuthClient;
  storage?: KeyValueStorage;
}

const ours = ({ paywallId, apiOrigin, apiKey, auth, ...rest }: PaywallOptions) => ({
  ...rest,
  projectId: paywallId,
  apiUrl: apiOrigin,
  secretKey: apiKey,
  session: auth,
});

export class BillingClient extends Client {
  constructor(options: PaywallOptions) {
    super(ours(options));
  }
}

export class ApiGatewayClient extends Gateway {
  constructor(options: PaywallOptions) {
    super(ours(options));
  }
}

export interface AuthClientOptions {
  /** Tells sessions of several paywalls apart in one storage. */
  paywallId?: string;
  /** One per user in a long-running server. Default: memory. */
  storage?: KeyValueStorage;
}

/** Holds the session token of one user. Where it comes from is your own sign-in: mint it with `Billing.createSessionToken`. */
export class AuthClient {
  readonly #storage: KeyValueStorage;
  readonly #key: string;

  constructor({ paywallId = '', storage = memoryStorage() }: AuthClientOptions = {}) {
    this.#storage = storage;
    this.#key = `billing-elements.session.${paywallId}`;
  }

  async getToken(): Promise<string | null> {
    return this.#storage.getItem(this.#key);
  }

  async setToken(sessionToken: string): Promise<void> {
    await this.#storage.setItem(this.#key, sessionToken);
  }

  async signOut(): Promise<void> {
    await this.#storage.removeItem(this.#key);
  }
}

export { BillingError as PaywallError, QuotaExceededError } from '../core/errors.js';
export type { Identity } from '../server/identity.js';
export type { KeyValueStorage } from '../server/storage.js';
