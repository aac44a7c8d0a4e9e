/** Sets custom states (`:state(near)`) so that exactly those named true are on. */
export function setStates(internals: ElementInternals, states: Readonly<Record<string, boolean>>): void {
  for (const name in states) {
    if (states[name]) internals.states.add(name);
    else internals.states.delete(name);
  }
}

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
    const states = this.#attached()?.states;
    if (!states) return;
    if (this.#shown) states.delete(this.#shown);
    if (name) states.add(name);
    this.#shown = name;
  }

  /** Moved into another document before any was shown, an element has none: nothing can be attached there. */
  #attached(): ElementInternals | undefined {
    if (this.#host.ownerDocument === document) this.#internals ??= this.#host.attachInternals();
    return this.#internals;
  }
}
