/** Keeps at most one custom state on. An element that never shows one does no work, which counts with a thousand of them. */
export class OneState {
  readonly #host: HTMLElement;
  #internals: ElementInternals | undefined;
  #shown: string | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  show(name: string | undefined): void {
    if (name === this.#shown) return;
    const states = this.#attached();
    if (!states) return;
    if (this.#shown) states.delete(this.#shown);
    if (name) states.add(name);
    this.#shown = name;
  }

  /** Sets a state that may be on beside the one that is shown. */
  also(name: string, isOn: boolean): void {
    if (isOn) this.#attached()?.add(name);
    else this.#internals?.states?.delete(name);
  }

  /**
   * Undefined for an element that was moved into another document before it showed one, since nothing can be attached
   * there; in older browsers; and in a test's DOM without them.
   */
  #attached(): CustomStateSet | undefined {
    if (this.#host.ownerDocument === document) this.#internals ??= this.#host.attachInternals?.();
    return this.#internals?.states;
  }
}
