import {
  cancelPaywallSubscription,
  changeTokenBalance,
  getPaywallBootstrap,
  getPaywallUser,
  openPaywallPortal,
  startPaywallCheckout,
  type PaywallPrice,
  type PaywallPurchase,
  type PaywallUser,
  type TokenBalance,
} from '../contract/paywall.js';
import { createPaywallTicket } from '../contract/ticket.js';
import { BillingError, ValidationError } from '../core/errors.js';
import { createCaller, type Caller } from './call.js';
import { connect } from './connection.js';
import { bearerOf, identityRequired, isNamed, wireIdentity, type Identity, type SessionHolder, type WireIdentity } from './identity.js';
import { checkedSecretKey, type ConnectionOptions } from './options.js';
import { memoryStorage, type KeyValueStorage } from './storage.js';
import type { CallOptions } from './transport.js';

export interface BillingClientOptions extends ConnectionOptions {
  projectId: string;
  /** Acts for any user of the project; only on your server. */
  secretKey?: string | undefined;
  identity?: Identity;
  /** Acts as the signed-in user, whatever `identity` says. */
  session?: SessionHolder;
  /** Where to keep answers that seldom change. Default: memory. */
  storage?: KeyValueStorage;
}

export interface CheckoutRequest extends CallOptions {
  priceId: string;
  /** `__SESSION__` in it becomes the id of the checkout. */
  successUrl?: string;
  errorUrl?: string;
  /** Default: the identity's. */
  email?: string;
  trialDays?: number;
  /** Sell again to customers with an active purchase, for upgrades and renewals. */
  ignoreActivePurchase?: boolean;
  userMeta?: Record<string, unknown>;
}

export interface TicketRequest extends CallOptions {
  /** 3 to 200 characters. */
  subject: string;
  /** 1 to 5,000 characters. */
  content: string;
  /** Default: the identity's. With a session, the session's user is asked instead. */
  email?: string;
  /** At most five, of 10 MB each: JPEG, PNG, WebP or PDF. */
  files?: readonly Blob[];
}

export interface TokenChange extends CallOptions {
  type: string;
  /** A positive whole number. */
  amount: number;
}

/** The paywall routes of the billing API, for one user. All methods reject with a `BillingError`. */
export class BillingClient {
  readonly apiUrl: string;
  readonly projectId: string;
  readonly #life = new AbortController();
  readonly #storage: KeyValueStorage;
  readonly #anonymous: Caller;
  readonly #asKey: Caller | undefined;
  readonly #asUser: Caller | undefined;
  #identity: Identity;

  /** @throws TypeError for options that could never work; BillingError `apikey_in_browser` for a key in a page. */
  constructor(options: BillingClientOptions) {
    const { projectId, secretKey, session, identity = {}, storage = memoryStorage() } = options;
    if (!projectId) throw new TypeError('BillingClient needs a projectId.');
    if (secretKey !== undefined) checkedSecretKey({ ...options, secretKey });
    const connection = connect(options);
    const { signal } = this.#life;
    this.apiUrl = connection.apiUrl;
    this.projectId = projectId;
    this.#identity = { ...identity };
    this.#storage = storage;
    this.#anonymous = createCaller(connection.as({}, signal));
    this.#asKey = secretKey === undefined ? undefined : createCaller(connection.as({ 'x-api-key': secretKey }, signal));
    this.#asUser = session && createCaller(connection.as(() => bearerOf(session), signal));
  }

  /** From now on, acts for this user. */
  setIdentity(identity: Identity): void {
    this.#identity = { ...identity };
  }

  /** Ends requests under way; every later call is refused. */
  destroy(): void {
    this.#life.abort(new BillingError('client_destroyed', 'This billing client was destroyed.'));
  }

  /** Starts a hosted checkout to send the user to. @throws ConflictError `already_purchased` */
  async createCheckout({ priceId, successUrl, errorUrl, email, trialDays, ignoreActivePurchase, userMeta, ...call }: CheckoutRequest): Promise<{ url: string; userId: string }> {
    const body = { ...this.#named(email), priceId, successUrl, errorUrl, trial_days: trialDays, ignoreActivePurchase, userMeta };
    const { checkoutUrl, userId } = await this.#user(startPaywallCheckout, { params: this.#params(), body, ...call });
    return { url: checkoutUrl, userId };
  }

  /** What is on sale. Amounts are decimals here. @param options.locale of the texts; default the project's */
  async getPrices({ locale, ...call }: CallOptions & { locale?: string } = {}): Promise<readonly PaywallPrice[]> {
    const key = `billing-elements.prices.${this.projectId}.${locale ?? ''}`;
    const kept = readKept(await this.#storage.getItem(key));
    const answer = await this.#anonymous(getPaywallBootstrap, {
      params: this.#params(),
      query: { if_version: kept?.version },
      ...(locale !== undefined && { headers: { 'accept-language': locale } }),
      ...call,
    });
    if (answer.unchanged && kept) return kept.prices;
    const { version, prices = [] } = answer;
    await this.#storage.setItem(key, JSON.stringify({ version, prices }));
    return prices;
  }

  /** The user with purchases, trial and balances, never from a cache. @throws NotFoundError `identity_not_on_paywall` */
  async getUser(options?: CallOptions): Promise<PaywallUser> {
    return this.#user(getPaywallUser, { params: this.#params(), query: this.#named(), ...options });
  }

  async listPurchases(options?: CallOptions): Promise<PaywallPurchase[]> {
    return (await this.getUser(options)).purchases;
  }

  /** A one-time address of the hosted portal. @throws AuthorizationError `forbidden` without a subscription */
  async getCustomerPortalUrl(options?: CallOptions): Promise<{ url: string }> {
    return this.#user(openPaywallPortal, { params: this.#params(), body: this.#named(), ...options });
  }

  /** Cancels at the end of the period. */
  async cancelSubscription({ subscriptionId, reason, ...call }: CallOptions & { subscriptionId: string; reason: string }): Promise<Pick<PaywallPurchase, 'id' | 'status' | 'cancel_at_period_end' | 'cancel_at' | 'canceled_at'>> {
    const { email, user_id: userId } = this.#named();
    const body = { subscriptionId, paywallId: this.projectId, cancellationReason: reason, email, userId };
    return (await this.#user(cancelPaywallSubscription, { body, ...call })).subscription;
  }

  async createSupportTicket({ subject, content, email = this.#identity.email, files = [], ...call }: TicketRequest): Promise<{ ticket: { id: string; status: string } }> {
    if (!email && !this.#asUser) throw identityRequired('email');
    const fields = { subject, content, ...(email && { customer_email: email }) };
    return this.#user(createPaywallTicket, { params: this.#params(), body: files.length > 0 ? formOf(fields, files) : fields, ...call });
  }

  /** Adds tokens to the user's balance of one type. */
  async creditTokens(change: TokenChange): Promise<TokenBalance> {
    return this.#changeTokens('credit', change);
  }

  /** Takes tokens, all or none. @throws ConflictError `insufficient` */
  async debitTokens(change: TokenChange): Promise<TokenBalance> {
    return this.#changeTokens('debit', change);
  }

  async #changeTokens(op: 'credit' | 'debit', { type, amount, ...call }: TokenChange): Promise<TokenBalance> {
    // Nobody may change their own balance, so a session is no help here.
    if (!this.#asKey) throw new ValidationError('apikey_required', 'Token balances are changed with a secret key, on your server.');
    const identity = wireIdentity(this.#identity);
    if (!isNamed(identity)) throw identityRequired('email or userId');
    const { count } = await this.#asKey(changeTokenBalance, { params: this.#params(), body: { ...identity, type, amount, op }, ...call });
    return { type, count };
  }

  #params(): { id: string } {
    return { id: this.projectId };
  }

  /** Whom a call is about; a session says so itself. */
  #named(email?: string): WireIdentity {
    if (this.#asUser) return {};
    const identity = wireIdentity(email ? { ...this.#identity, email } : this.#identity);
    if (!isNamed(identity)) throw identityRequired('email or userId');
    return identity;
  }

  get #user(): Caller {
    const caller = this.#asUser ?? this.#asKey;
    if (!caller) throw new ValidationError('apikey_required', 'Pass a secretKey, or a session of the user.');
    return caller;
  }
}

function formOf(fields: Record<string, string>, files: readonly Blob[]): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const file of files) form.append('files', file);
  return form;
}

/** Undefined for what another version or another program has left there. */
function readKept(text: string | null): { version: string; prices: PaywallPrice[] } | undefined {
  try {
    const kept = JSON.parse(text ?? 'null') as { version?: unknown; prices?: unknown } | null;
    return typeof kept?.version === 'string' && Array.isArray(kept.prices) ? (kept as { version: string; prices: PaywallPrice[] }) : undefined;
  } catch {
    return undefined;
  }
}
