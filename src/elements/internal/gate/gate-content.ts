/**
 * The content of a gate's templates. It is put beside them while the gate is open, and taken out when it closes. It is in the
 * light DOM, so the page's own styles, ids and scripts work on it.
 */
export class GateContent {
  readonly #host: Element;
  readonly #placed = new Map<HTMLTemplateElement, ChildNode[]>();

  constructor(host: Element) {
    this.#host = host;
  }

  /** Puts in what is not there yet. For templates that come later call it again. */
  place(): void {
    for (const template of this.#host.children) {
      if (!(template instanceof HTMLTemplateElement) || template.slot || this.#placed.has(template)) continue;
      // Meant for the parser, but inserted by innerHTML, which does not attach such roots.
      if (template.hasAttribute('shadowrootmode')) continue;
      const content = this.#host.ownerDocument.importNode(template.content, true);
      this.#placed.set(template, [...content.childNodes]);
      template.after(content);
    }
  }

  clear(): void {
    for (const nodes of this.#placed.values()) for (const node of nodes) node.remove();
    this.#placed.clear();
  }
}
