import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { LitElement } from 'lit';
import * as elements from '../../src/elements/index.js';
import { freshProject } from '../support/api.js';

/** Of each class that the package has. */
const ownTags = (): string[] =>
  Object.values(elements).flatMap((it) => (typeof it === 'function' && it.prototype instanceof LitElement ? new (it as new () => LitElement)().localName : []));

const textOf = (sheets: readonly CSSStyleSheet[]): string =>
  sheets.flatMap(({ cssRules }) => Array.from(cssRules, ({ cssText }) => cssText)).join('\n');

const worn = (element: Element): string => textOf(element.shadowRoot?.adoptedStyleSheets ?? []);

async function otherDocument(): Promise<Document> {
  const frame = await fixture<HTMLIFrameElement>(html`<iframe title="Another document" srcdoc="&lt;main&gt;&lt;/main&gt;"></iframe>`);
  // Before it has come another document stands there, for a while.
  await waitUntil(() => frame.contentDocument?.querySelector('main') && frame.contentDocument.readyState === 'complete', 'the frame has its document');
  if (!frame.contentDocument) throw new Error('the frame has no document');
  return frame.contentDocument;
}

describe('an element in another document', function () {
  this.timeout(20_000); // every element, one after the other

  it('keeps its styles when it is moved there, and when it comes back', async () => {
    const there = await otherDocument();
    const tags = ownTags();
    expect(tags).to.include.members(['billing-provider', 'pricing-table', 'usage-meter', 'feature-gate']);
    for (const tag of tags) {
      const element = await fixture<LitElement>(document.createElement(tag));
      await element.updateComplete;
      const before = worn(element);
      const { display } = getComputedStyle(element);
      expect(before, tag).to.contain(':host');
      there.body.append(element);
      await waitUntil(() => worn(element).startsWith(before), `${tag} has its styles`, { timeout: 4000 }); // more may have been fetched
      expect(there.defaultView?.getComputedStyle(element).display, tag).to.equal(display);
      document.body.append(element);
      await waitUntil(() => worn(element).startsWith(before), `${tag} has its styles again`, { timeout: 4000 });
      element.remove();
    }
  });

  it('has them where it is first drawn there', async () => {
    const there = await otherDocument();
    for (const tag of ownTags()) {
      const element = document.createElement(tag) as LitElement;
      there.body.append(element);
      await element.updateComplete;
      await waitUntil(() => worn(element).includes(':host'), `${tag} has its styles`, { timeout: 4000 });
      element.remove();
    }
  });

  it('works there as before, with the styles of what it fetched', async () => {
    const project = await freshProject();
    const there = await otherDocument();
    const place = await fixture<HTMLElement>(html`
      <billing-provider api-url=${project.apiUrl} session-token-url=${project.sessionUrl('user_pro')} no-share>
        <pricing-table layout="comparison"></pricing-table>
      </billing-provider>
    `);
    const table = place.querySelector('pricing-table') as LitElement;
    await waitUntil(() => table.renderRoot.querySelector('[part=comparison]'), 'the plans are there', { timeout: 4000 });
    const before = worn(table);
    expect(before).to.contain('.plan-head');
    there.body.append(place);
    await waitUntil(() => worn(table) === before, 'its styles are there', { timeout: 4000 });
    await aTimeout(0);
    expect(table.renderRoot.querySelectorAll('.plan-head')).to.have.length(4);
  });
});
