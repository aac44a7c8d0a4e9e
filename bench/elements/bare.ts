import { html, LitElement, type CSSResultGroup, type TemplateResult } from 'lit';

/** What a person would bind in a template by hand, beside its texts. */
const BOUND_ATTRIBUTES = /^aria-(value\w+|label)$/;

/**
 * The least that Lit can do for the DOM that `model` has drawn: an element with the same styles, whose template is that
 * DOM with one binding per text and per value for screen readers. What ours costs beyond this is ours to answer for.
 */
export function defineBare(tag: string, model: LitElement): void {
  const { strings, values } = templateOf(model.renderRoot);
  const root = model.renderRoot as ShadowRoot;
  const styled = [...root.querySelectorAll<HTMLElement>('[style]')].map(({ style }, index) => ({ index, text: style.cssText }));

  class Bare extends LitElement {
    static override styles: CSSResultGroup = (model.constructor as typeof LitElement).elementStyles;
    static override properties = { values: { attribute: false } };
    declare values: readonly string[];

    protected override render(): TemplateResult {
      return html(strings, ...this.values);
    }

    protected override updated(): void {
      if (styled.length === 0) return;
      const elements = this.renderRoot.querySelectorAll<HTMLElement>('[data-styled]');
      for (const { index, text } of styled) {
        const element = elements[index];
        if (element) element.style.cssText = text;
      }
    }
  }
  customElements.define(tag, Bare);
  templates.set(tag, values);
}

const templates = new Map<string, readonly string[]>();

export function createBare(tag: string): LitElement {
  return Object.assign(document.createElement(tag) as LitElement & { values: readonly string[] }, {
    values: templates.get(tag) ?? [],
  });
}

interface Template {
  readonly strings: TemplateStringsArray;
  readonly values: readonly string[];
}

/** Splits a drawn DOM into the fixed parts of a template and the values between them. */
function templateOf(root: DocumentFragment | HTMLElement): Template {
  const strings: string[] = [''];
  const values: string[] = [];
  const write = (text: string): void => {
    strings[strings.length - 1] += text;
  };
  const bind = (value: string): void => {
    values.push(value);
    strings.push('');
  };
  const visit = (node: Node): void => {
    if (node instanceof Text) {
      if (node.data.trim() === '') write(node.data === '' ? '' : ' ');
      else bind(node.data);
      return;
    }
    if (!(node instanceof Element)) return;
    write(`<${node.localName}`);
    // Sorted: bound attributes are set after the others, so their order says nothing.
    for (const { name, value } of [...node.attributes].sort((one, other) => (one.name < other.name ? -1 : 1))) {
      if (name === 'style') write(' data-styled');
      else if (BOUND_ATTRIBUTES.test(name)) {
        write(` ${name}="`);
        bind(value);
        write('"');
      } else write(` ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`);
    }
    write('>');
    for (const child of node.childNodes) visit(child);
    if (!['input', 'br', 'img', 'hr'].includes(node.localName)) write(`</${node.localName}>`);
  };
  for (const child of root.childNodes) if (!(child instanceof HTMLStyleElement)) visit(child);
  return { strings: Object.assign(strings, { raw: [...strings] }), values };
}

/** The DOM as a reader sees it, to compare: no markers of Lit, no white space between elements. */
export function shape(element: LitElement): string {
  const { strings, values } = templateOf(element.renderRoot);
  return strings
    .map((text, index) => text + (values[index] ?? ''))
    .join('')
    .replace(/ data-styled(="")?/g, '')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><');
}
