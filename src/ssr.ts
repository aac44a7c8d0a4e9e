import { LitElementRenderer, render } from '@lit-labs/ssr';
import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
import type { TemplateResult } from 'lit';
import { createClient, type ClientOptions, type InitialData } from './core/client.js';
import type { ResourceDefinition } from './core/resource.js';
import { loadLanguage } from './elements/internal/words/languages.js';
import './elements/index.js';

export { html, type TemplateResult } from 'lit';
export type { InitialData } from './core/client.js';
export { products } from './core/resources/products.js';
export { usageMetrics } from './core/resources/usage-metrics.js';

/** Whose data it is: a session token just made on this server, or for the catalog alone a publishable key. */
export type InitialDataSource = Pick<ClientOptions, 'apiUrl' | 'sessionToken' | 'publishableKey' | 'fetch'>;

/**
 * Asks the API for what a page's elements will show, for `initial-data` of its provider. What cannot be fetched is left out, and
 * asked for in the browser.
 *
 * @example await initialData({ apiUrl, sessionToken }, [products, usageMetrics])
 */
export async function initialData(source: InitialDataSource, resources: readonly ResourceDefinition<unknown>[]): Promise<InitialData> {
  const client = createClient({ ...source, noShare: true });
  const at = Date.now();
  const answers = await Promise.allSettled(
    resources.map(async ({ name, path, needs }) => [name, await client.request(path, { needs })] as const),
  );
  client.destroy();
  return { at, ...Object.fromEntries(answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))) };
}

/**
 * Draws the billing elements in a template as declarative shadow DOM, which shows before any script has loaded.
 *
 * @param languages of the `lang` attributes in the template, besides English
 * @example await renderToString(html`<billing-provider initial-data=${JSON.stringify(data)}>…</billing-provider>`)
 */
export async function renderToString(template: TemplateResult, { languages = [] }: { languages?: readonly string[] } = {}): Promise<string> {
  await Promise.all(languages.map(loadLanguage));
  const page = await collectResult(render(template, { elementRenderers: [ElementRenderer] }));
  return page.replace(TEXT, '$2>$1<').replace(UNSET, '').replace(TABLE, withRoomForTitle);
}

/** Tags whose content is instances of other elements, which cannot be taken over: they come with the script. */
const DRAWN_IN_BROWSER = ['usage-summary'];

/** Lit's own renderer leaves out what is set as a property. Our texts are, since that is the fastest way to mount an element. */
class ElementRenderer extends LitElementRenderer {
  override renderShadow(...info: Parameters<LitElementRenderer['renderShadow']>): ReturnType<LitElementRenderer['renderShadow']> {
    if (DRAWN_IN_BROWSER.includes(this.tagName)) return undefined;
    const { element } = this;
    const draw = element as unknown as { render(): unknown };
    const { render: drawn } = draw;
    draw.render = () => withTexts(drawn.call(element));
    return super.renderShadow(...info);
  }
}

const TEXT_PROPERTY = ' .textContent=';
const TEXT_ATTRIBUTE = ' data-billing-text=';
/** A text that was written as an attribute of an empty element, into which it belongs. */
const TEXT = / data-billing-text="([^"]*)"([^<>]*)><(?=\/)/g;
/** `.checked=${false}` is written as an attribute, which would check it. */
const UNSET = / (?:checked|selected|disabled)="(?:false|undefined)"/g;

/** A table is drawn before its children are read. With a heading among them, its controls are on the other side. */
const TABLE = /<pricing-table[\s\S]*?<\/pricing-table>/g;

function withRoomForTitle(table: string): string {
  const children = table.slice(table.lastIndexOf('</template>'));
  return /slot="?(?:heading|description)\b/.test(children) ? table.replace('class="top"', 'class="top titled"') : table;
}

function withTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTexts);
  if (!isTemplate(value)) return value;
  return { ...value, strings: textsAsAttributes(value.strings), values: value.values.map(withTexts) };
}

const isTemplate = (value: unknown): value is TemplateResult => typeof value === 'object' && value !== null && '_$litType$' in value;

const rewritten = new WeakMap<TemplateStringsArray, TemplateStringsArray>();

/** The browser compares a digest of the strings, which is read by iterating: iterated, they are unchanged. */
function textsAsAttributes(strings: TemplateStringsArray): TemplateStringsArray {
  if (!strings.some((text) => text.endsWith(TEXT_PROPERTY))) return strings;
  let found = rewritten.get(strings);
  if (!found) {
    const changed = strings.map((text) => (text.endsWith(TEXT_PROPERTY) ? text.slice(0, -TEXT_PROPERTY.length) + TEXT_ATTRIBUTE : text));
    found = Object.assign(changed, { raw: changed, [Symbol.iterator]: () => strings[Symbol.iterator]() });
    rewritten.set(strings, found);
  }
  return found;
}
