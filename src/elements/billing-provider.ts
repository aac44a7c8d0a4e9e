import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { Client, InitialData } from '../core/client.js';
import { onChange } from '../core/store.js';
import { BillingErrorEvent, BillingSessionChangeEvent, BillingUsageRejectedEvent } from './events.js';
import { ClientContext } from './internal/client/client-context.js';
import { acquireClient, type SharedClientOptions } from './internal/client/clients.js';
import { customElement } from './internal/element/custom-element.js';
import { failedClient } from './internal/client/failed-client.js';
import { beforeRendering } from './internal/client/on-server.js';
import { property } from './internal/element/property.js';
import { addProvider, removeProvider, serveOrphans, type ClientProvider } from './internal/client/providers.js';
import { serverClient } from './internal/client/server-client.js';

/** Which scheme the elements below use; without one they follow the page's own `color-scheme`. */
export type Appearance = 'light' | 'dark' | 'auto';

/** The ready themes: calm and roomy, editorial, dense and technical. */
export type Theme = 'studio' | 'paper' | 'terminal';

/**
 * Opens the session with a billing API and gives it to every billing element inside, and to those elsewhere in the
 * document that have no provider of their own. Providers with equal settings share one session.
 *
 * It draws nothing itself (`display: contents`), and its scheme applies to billing elements only, never to the page.
 *
 * @slot - The page: anything, with billing elements anywhere in it.
 * @fires billing-session-change - The session's state changed; the event never holds the token.
 * @fires billing-checkout-complete - The reader came back from a hosted checkout, and the API has confirmed it.
 * @fires billing-usage-rejected - A use that was queued will never be counted: it was refused, or became too old.
 * @fires billing-error - The settings are wrong, or there is no session to be had.
 */
@customElement('billing-provider')
export class BillingProvider extends LitElement implements ClientProvider {
  static override styles = css`
    :host {
      display: contents;
    }
    :host([appearance='light']) {
      --billing-scheme: light;
    }
    :host([appearance='dark']) {
      --billing-scheme: dark;
    }
    :host([appearance='auto']) {
      --billing-scheme: light dark;
    }
  `;

  /** Where the billing API answers; the session token is sent there and nowhere else. */
  @property({ attribute: 'api-url' }) apiUrl = '';

  /** A route of your own server that answers `{ sessionToken, expiresAt }` for the signed-in user. */
  @property({ attribute: 'session-token-url' }) sessionTokenUrl?: string;

  /** A `pk_…` key, for pages without a session: it can read the catalog and nothing else. */
  @property({ attribute: 'publishable-key' }) publishableKey?: string;

  /** Where "Sign in" leads; `{page}` in it is this page's address. Without it the session is asked for again. */
  @property({ attribute: 'sign-in-url' }) signInUrl?: string;

  /** Your id of the signed-in user; changing it ends one session and begins another. */
  @property({ attribute: 'user' }) user?: string;

  /** Keeps this page's session out of other tabs of the same origin. */
  @property({ type: Boolean, attribute: 'no-share' }) noShare = false;

  /** Checks every answer of the API against its schema and names the field that is wrong. */
  @property({ type: Boolean }) strict = false;

  /** The scheme of the elements inside; `auto` is the reader's system. Default: as the page's `color-scheme` around them. */
  @property({ reflect: true }) appearance?: Appearance;

  /** A ready theme for the elements inside, fetched when it is named. A page's rule for its provider wins over it. */
  @property() theme?: Theme;

  /** What the elements show at first, from `initialData` on your server. It is not asked for again within 30 s. */
  @property({ type: Object, attribute: 'initial-data' }) initialData?: InitialData;

  /** A client of your own, used instead of one made from the attributes. You end it, too. */
  @property({ attribute: false }) client?: Client;

  readonly #context = new ClientContext(this);
  #settings: string | Client | undefined;
  #provided: Client | undefined;
  #leave: (() => void)[] = [];

  constructor() {
    super();
    beforeRendering(this, () =>
      this.#context.set(this.client ?? serverClient({ ...this.#options(), initialData: this.initialData })),
    );
  }

  /** The client in use; undefined until the first update and after removal. */
  get providedClient(): Client | undefined {
    return this.#provided;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#context.announce();
    addProvider(this);
    // It was moved: the client is taken up again within this task, before its last user counts as gone.
    if (this.hasUpdated) this.#provide();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeProvider(this);
    this.#give(undefined);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('theme')) void import('./internal/element/wear.js').then(({ wear }) => wear(this));
    if (this.isConnected) this.#provide();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  #provide(): void {
    const options = this.#options();
    const settings = this.client ?? JSON.stringify(options);
    if (settings === this.#settings) return;
    // Without any setting it waits: frameworks that render on a server give the client once the page is shown.
    if (this.client || !(this.apiUrl || this.sessionTokenUrl)) this.#give(this.client);
    else this.#open(options);
    this.#settings = settings;
  }

  #options(): SharedClientOptions {
    const { apiUrl, sessionTokenUrl, publishableKey, user: userId, noShare, strict } = this;
    return { apiUrl, sessionTokenUrl, publishableKey, userId, noShare, strict };
  }

  #open(options: SharedClientOptions): void {
    try {
      const { client, release } = acquireClient(options, this.initialData);
      this.#give(client);
      this.#leave.push(release);
    } catch (error) {
      const failed = failedClient(error);
      this.#give(failed.client);
      this.dispatchEvent(new BillingErrorEvent(failed.error));
    }
  }

  #give(client: Client | undefined): void {
    for (const leave of this.#leave) leave();
    this.#leave = [];
    this.#settings = undefined;
    this.#provided = client;
    this.#context.set(client);
    serveOrphans();
    if (!client) return;
    this.#leave.push(...this.#follow(client));
    if (location.search.includes('billing_checkout')) void this.#confirmReturn(client);
    void this.#resumeUsage(client);
  }

  /** Loaded only when needed: most pages are not a return from a checkout. */
  async #confirmReturn(client: Client): Promise<void> {
    const { confirmReturn } = await import('./internal/checkout/confirm-return.js');
    await confirmReturn(this, client);
  }

  /** Opening the queue sends what an earlier page could not. It is opened here only if this device ever had one. */
  async #resumeUsage(client: Client): Promise<void> {
    const databases = (await globalThis.indexedDB?.databases?.().catch(() => [])) ?? [];
    if (!databases.some(({ name }) => name === 'billing-elements') || client !== this.#provided) return;
    const { resumeUsage } = await import('./internal/client/resume-usage.js');
    if (client === this.#provided) resumeUsage(client);
  }

  #follow({ session, rejectedUse }: Client): (() => void)[] {
    return [
      onChange(session, (state) => {
        this.dispatchEvent(new BillingSessionChangeEvent(state));
        if (state.status === 'error') this.dispatchEvent(new BillingErrorEvent(state.error));
      }),
      onChange(rejectedUse, (rejection) => rejection && this.dispatchEvent(new BillingUsageRejectedEvent(rejection))),
    ];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'billing-provider': BillingProvider;
  }
}
