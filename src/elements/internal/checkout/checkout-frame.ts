import { html, nothing, type TemplateResult } from 'lit';
import type { Clock } from '../../../core/clock.js';

/** What the page in the frame says about itself. */
export type FrameStatus = 'ready' | 'declined' | 'needs_confirmation' | 'expired' | 'canceled' | 'complete' | 'escape';

const STATUSES: readonly unknown[] = ['ready', 'declined', 'needs_confirmation', 'expired', 'canceled', 'complete', 'escape'] satisfies FrameStatus[];

export interface CheckoutFrameOptions {
  /** The checkout's id. */
  readonly id: string;
  readonly url: string;
  readonly clock: Clock;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** The frame that `render` drew, once it is in the page. */
  readonly iframe: () => HTMLIFrameElement | null;
  /** Called when something visible has changed. */
  readonly draw: () => void;
}

/** A page that is silent for this long after loading is not the checkout's, but an error page of the browser or nothing. */
const SILENCE_MS = 1_000;
/** As long as a request of the API may take. */
const LOADING_MS = 10_000;
/** A message may not make the frame higher than this. */
const TALLEST_PX = 4_000;

/**
 * The hosted page in a frame. It hears what that page says, from exactly its origin and exactly this frame, and notices
 * when a page comes that says nothing.
 */
export class CheckoutFrame {
  /** Whether any page has loaded, the right one or not. */
  hasLoaded = false;
  /** Whether the page in the frame is silent: the network failed, or the page's policy keeps it out. */
  isSilent = false;
  readonly url: string;
  readonly #options: CheckoutFrameOptions;
  readonly #tell: (status: FrameStatus) => void;
  readonly #origin: string;
  /** Pages that came, less those that have spoken. */
  #unheard = 0;
  #cancelTimer = (): void => {};

  constructor(options: CheckoutFrameOptions, tell: (status: FrameStatus) => void) {
    const { url, signal } = options;
    this.url = url;
    this.#options = options;
    this.#tell = tell;
    this.#origin = new URL(url).origin;
    addEventListener('message', this.#handleMessage, { signal });
    signal.addEventListener('abort', () => this.#cancelTimer(), { once: true });
    this.#listenFor(LOADING_MS);
  }

  render(title: string): TemplateResult {
    return html`<iframe
      class=${this.hasLoaded ? 'page' : 'page away'}
      part="page"
      title=${title}
      src=${this.url}
      allow="payment"
      aria-hidden=${this.hasLoaded ? nothing : 'true'}
      @load=${this.#handleLoad}
    ></iframe>`;
  }

  readonly #handleLoad = (): void => {
    this.#unheard++;
    this.hasLoaded = true;
    if (this.#unheard > 0) this.#listenFor(SILENCE_MS);
    this.#options.draw();
  };

  readonly #handleMessage = ({ origin, source, data }: MessageEvent<unknown>): void => {
    const iframe = this.#options.iframe();
    if (!iframe || origin !== this.#origin || source !== iframe.contentWindow) return;
    const { type, id, status, height } = Object(data) as Record<string, unknown>;
    if (type !== 'billing-checkout' || id !== this.#options.id) return;
    if (typeof height === 'number' && height > 0) iframe.style.blockSize = `${Math.min(height, TALLEST_PX)}px`;
    if (status === 'ready') this.#hear();
    if (STATUSES.includes(status)) this.#tell(status as FrameStatus);
  };

  /** It speaks while it loads, so mostly before the frame says that it has loaded. */
  #hear(): void {
    this.#unheard--;
    this.#cancelTimer();
    this.hasLoaded = true;
    this.isSilent = false;
    this.#options.draw();
  }

  #listenFor(ms: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(ms, () => {
      this.#unheard = 0;
      this.isSilent = true;
      this.hasLoaded = true;
      this.#options.draw();
    });
  }
}
