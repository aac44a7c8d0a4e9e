import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { hasFocus, isFocusLost } from './focus.js';
import { focusOn } from './keep-focus.js';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: HTMLElement | DocumentFragment };

/**
 * The one dialog of an element: the browser's own, which keeps the focus inside, closes on Escape and gives the focus back.
 * If what had the focus inside is gone, the dialog takes it; if what had it outside is gone, the element does on closing.
 * The element always renders `modal.frame(…)`; its content is drawn only while it is open.
 */
export class Modal implements ReactiveController {
  /** What it shows; undefined while it is closed. */
  topic: string | undefined;
  readonly #host: Host;
  readonly #closed: () => void;
  /** It was asked for and is not drawn yet. Without this, one that has just closed would open again with the next drawing. */
  #isComing = false;
  /** Whether something had the focus when it opened, and has to get it back. */
  #hadFocus = false;

  /** @param closed called when it was closed, by whatever means */
  constructor(host: Host, closed: () => void = () => {}) {
    this.#host = host;
    this.#closed = closed;
    host.addController(this);
  }

  show(topic: string): void {
    this.#isComing = true;
    this.draw(topic);
  }

  /** Draws what it will show, without opening it. */
  draw(topic: string): void {
    this.topic = topic;
    this.#host.requestUpdate();
  }

  close(): void {
    this.#dialog?.close();
  }

  hostUpdated(): void {
    const dialog = this.#dialog;
    if (this.#isComing && dialog?.isConnected) {
      this.#isComing = false;
      this.#hadFocus = !isFocusLost();
      if (!dialog.open) dialog.showModal();
    }
    if (dialog?.open && !hasFocus(this.#host)) focusOn(dialog);
  }

  hostDisconnected(): void {
    this.close();
  }

  /** @param label its name, as an assistive technology says it */
  frame(label: string, close: string, content: () => unknown): TemplateResult {
    const isOpen = this.topic !== undefined;
    return html`
      <dialog class="dialog" part="dialog" aria-label=${label} @close=${this.#handleClose} @click=${this.#handleClick}>
        ${isOpen
          ? html`
              <div class="dialog-body">
                <button class="close" part="close" type="button" aria-label=${close} @click=${() => this.close()}></button>
                ${content()}
              </div>
            `
          : nothing}
      </dialog>
    `;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector('dialog');
  }

  readonly #handleClose = (): void => {
    // The event comes some time after the closing: a dialog that has been opened again by then stays open.
    if (this.topic === undefined || this.#isComing || this.#dialog?.open) return;
    this.topic = undefined;
    this.#closed();
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#hadFocus && isFocusLost() && focusOn(this.#host));
  };

  /** Only a click on the dimmed page around it closes: a click inside has a target inside. */
  readonly #handleClick = ({ target }: Event): void => {
    if (target === this.#dialog) this.close();
  };
}
