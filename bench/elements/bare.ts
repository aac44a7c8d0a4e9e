import { html, LitElement, type CSSResultGroup, type TemplateResult } from 'lit';

/** The attributes that a person would bind in a template, besides its texts. */
const BOUND_ATTRIBUTES = /^aria-(value\w+|label)$/;

/** The tags of the bare elements that together draw what one element of ours has drawn. */
export interface BareTwin {
  readonly tags: readonly string[];
  readonly shape: string;
}

const values = new Map<string, readonly unknown[]>();

/**
 * The least that Lit has to do for the DOM that `model` has drawn: elements with the same styles, whose template is that DOM
 * with one binding per text and per value for screen readers. The items of a list come from data, so each is a template of
 * its own. Whatever our element costs beyond this is our own doing.
 *
 * @param part if one element does the work of many: each part becomes an element, the first one with what is around
 */
export async function defineBare(tag: string, model: LitElement, part?: string): Promise<BareTwin> {
  const pieces = piecesOf(model.renderRoot, part);
  const tags = pieces.map((piece, index) => defineOne(`${tag}-${index}`, piece, (model.constructor as typeof LitElement).elementStyles));
  const drawn = await Promise.all(tags.map(drawOnce));
  return { tags, shape: drawn.join('\n') };
}

/** The DOM as a reader sees it, to compare: no markers of Lit, no white space between elements. */
export const shape = (element: LitElement, part?: string): string => piecesOf(element.renderRoot, part).map(shapeOf).join('\n');

export const createBare = (tag: string): LitElement =>
  Object.assign(document.createElement(tag) as LitElement & { values: readonly unknown[] }, { values: values.get(tag) ?? [] });

function defineOne(tag: string, piece: DocumentFragment, styles: CSSResultGroup): string {
  const template = templateOf(piece);
  const styled = [...piece.querySelectorAll<HTMLElement>('[style]')].map(({ style }) => style.cssText);

  class Bare extends LitElement {
    static override styles = styles;
    static override properties = { values: { attribute: false } };
    declare values: readonly unknown[];

    protected override render(): TemplateResult {
      return html(template.strings, ...this.values);
    }

    protected override updated(): void {
      if (styled.length === 0) return;
      const elements = this.renderRoot.querySelectorAll<HTMLElement>('[data-styled]');
      elements.forEach((element, index) => {
        element.style.cssText = styled[index] ?? '';
      });
    }
  }
  customElements.define(tag, Bare);
  values.set(tag, template.values);
  return tag;
}

async function drawOnce(tag: string): Promise<string> {
  const bare = createBare(tag);
  document.body.append(bare);
  await bare.updateComplete;
  const drawn = shapeOf(bare.renderRoot);
  bare.remove();
  return drawn;
}

function piecesOf(root: Node, part: string | undefined): DocumentFragment[] {
  const whole = new DocumentFragment();
  whole.append(...[...root.childNodes].map((node) => node.cloneNode(true)));
  const [, ...others] = part === undefined ? [] : whole.querySelectorAll(part);
  return [whole, ...others.map(alone)];
}

function alone(element: Element): DocumentFragment {
  const piece = new DocumentFragment();
  piece.append(element);
  return piece;
}

interface Template {
  readonly strings: TemplateStringsArray;
  readonly values: readonly unknown[];
}

/** One array for each text of a template: Lit knows templates by it. */
const known = new Map<string, TemplateStringsArray>();

/** Splits a drawn DOM into the fixed parts of a template and the values between them. */
function templateOf(root: Node): Template {
  const strings: string[] = [''];
  const bound: unknown[] = [];
  const write = (text: string): void => {
    strings[strings.length - 1] += text;
  };
  const bind = (value: unknown): void => {
    bound.push(value);
    strings.push('');
  };
  const visit = (node: Node): void => {
    if (node instanceof Text) {
      if (node.data.trim() === '') write(node.data === '' ? '' : ' ');
      else bind(node.data);
      return;
    }
    if (!(node instanceof Element)) return;
    write(startOf(node, bind, write));
    const items = node.localName === 'ul' ? [...node.children] : [];
    if (items.length > 1) bind(items.map((item) => resultOf(templateOf(alone(item.cloneNode(true) as Element)))));
    else for (const child of node.childNodes) visit(child);
    if (!['input', 'br', 'img', 'hr'].includes(node.localName)) write(`</${node.localName}>`);
  };
  for (const child of root.childNodes) if (!(child instanceof HTMLStyleElement)) visit(child);
  const text = strings.join('\0');
  const fixed = known.get(text) ?? Object.assign(strings, { raw: [...strings] });
  known.set(text, fixed);
  return { strings: fixed, values: bound };
}

const resultOf = ({ strings, values: bound }: Template): TemplateResult => html(strings, ...bound);

function startOf(node: Element, bind: (value: string) => void, write: (text: string) => void): string {
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
  return '>';
}

function shapeOf(root: Node): string {
  const { strings, values: bound } = templateOf(root);
  return textOf(strings, bound)
    .replace(/ data-styled(="")?/g, '')
    .replace(/\s+/g, ' ')
    .replace(/> </g, '><')
    .trim();
}

const textOf = (strings: readonly string[], bound: readonly unknown[]): string =>
  strings.map((text, index) => text + (index < bound.length ? valueText(bound[index]) : '')).join('');

const valueText = (value: unknown): string =>
  Array.isArray(value) ? (value as TemplateResult[]).map((item) => textOf(item.strings, item.values)).join('') : String(value);
