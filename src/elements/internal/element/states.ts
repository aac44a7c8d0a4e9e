/** Keeps at most one custom state on. An element that never shows one pays for nothing: mounting a thousand, it counts. */
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

  /** One that may be on beside the one that is shown. */
  also(name: string, isOn: boolean): void {
    if (isOn) this.#attached()?.add(name);
    else this.#internals?.states?.delete(name);
  }

  /**
   * Moved into another document before any was shown, an element has none: nothing can be attached there. Nor has it in
   * older browsers, and where a test brings a DOM without them.
   */
  #attached(): CustomStateSet | undefined {
    if (this.#host.ownerDocument === document) this.#internals ??= this.#host.attachInternals?.();
    return this.#internals?.states;
  }
}
