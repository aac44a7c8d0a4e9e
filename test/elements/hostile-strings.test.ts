import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { createClient, type Client } from '../../src/core/client.js';
import '../../src/elements/index.js';
import { useProject } from '../support/clients.js';

/** Where every hostile string would call, if anything in it came alive. */
const OUTSIDE = 'https://outside.invalid';

const CORPUS = [
  `<img src="${OUTSIDE}/img" onerror="window.hacked = true">`,
  `"><script src="${OUTSIDE}/script"></script><svg onload="window.hacked = true">`,
  `javascript:window.hacked=true//${OUTSIDE}`,
  `data:text/html,<script>parent.hacked=true</script>`,
  `\u0001java\nscript:window.hacked=true`,
  `url(${OUTSIDE}/css); background: url(${OUTSIDE}/css)`,
  `</style><style>@import "${OUTSIDE}/sheet"</style>`,
  `//outside.invalid\\@evil`,
  '{{constructor.constructor("window.hacked=true")()}} ${window.hacked = true}',
  '\u202Egnp.exe\u202C\u0000 \uD800',
  '__proto__',
  'x'.repeat(4_000),
];

/** Each element with what it needs to show the most. */
const ELEMENTS: Readonly<Record<string, string>> = {
  'pricing-table': '<pricing-table></pricing-table><pricing-table layout="comparison"></pricing-table>',
  'usage-meter': '<usage-meter feature="api_calls"></usage-meter><usage-meter feature="api_calls" shape="ring"></usage-meter>',
  'feature-gate': '<feature-gate feature="sso"><template>secret</template></feature-gate><feature-gate plans="pro"></feature-gate>',
  'usage-summary': '<usage-summary></usage-summary>',
  'usage-chart': '<usage-chart feature="api_calls"></usage-chart>',
  'cost-estimator': '<cost-estimator></cost-estimator>',
  'upgrade-prompt': '<upgrade-prompt feature="sso"></upgrade-prompt>',
  'upgrade-nudge': '<upgrade-nudge feature="api_calls"></upgrade-nudge>',
  'checkout-button': '<checkout-button price="price_pro_month_usd"></checkout-button>',
  'checkout-dialog': '<checkout-dialog open price="price_pro_month_usd"></checkout-dialog>',
  'customer-portal': '<customer-portal></customer-portal>',
  'subscription-panel': '<subscription-panel></subscription-panel>',
  'invoice-list': '<invoice-list></invoice-list>',
  'payment-methods': '<payment-methods></payment-methods>',
  'billing-details': '<billing-details></billing-details>',
  'billing-alert': '<billing-alert></billing-alert>',
  'credit-balance': '<credit-balance></credit-balance>',
  'support-form': '<support-form></support-form>',
};

/** Who has the most to be shown; the dialog, which lies over everything, by itself and to someone who may buy. */
const SHOWN_TO: Readonly<Record<string, readonly string[]>> = {
  user_past_due: Object.keys(ELEMENTS).filter((tag) => tag !== 'checkout-dialog'),
  user_free: ['checkout-dialog'],
};

/** What an element could not work without: with these as they are, hostile strings come as far as they can. */
const STRUCTURE = /^(id|.*Id|.*_id|feature_key|featureKey|name_key|status|currency|interval|type|scheme|expiresAt|token|sessionToken|.*At|.*_at|.*(Start|End)|.*_(start|end|date))$/;

const FIELDS: Readonly<Record<string, (key: string) => boolean>> = {
  'in all that is shown': (key) => !STRUCTURE.test(key),
  everywhere: () => true,
};

const isAddress = (element: Element, name: string): boolean => ['href', 'src', 'action', 'formaction', 'srcdoc', 'data'].includes(name) && !element.namespaceURI?.endsWith('svg');

describe('hostile strings', function () {
  this.timeout(20_000);

  const billing = useProject();

  /** The real API, where every string of an answer that `which` names is replaced. */
  function hostileClient(user: string, text: string, which: (key: string) => boolean): Client {
    const rewrite = (value: unknown, key = ''): unknown => {
      if (typeof value === 'string') return which(key) ? text : value;
      if (Array.isArray(value)) return value.map((item) => rewrite(item, key));
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rewrite(inner, name)]));
    };
    const hostile: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      const { headers, status } = response;
      const isJson = headers.get('Content-Type')?.includes('json');
      if (!isJson || String(input instanceof Request ? input.url : input).includes('/session')) return response;
      return Response.json(rewrite(await response.json()), { status });
    };
    const { apiUrl, sessionUrl } = billing.project;
    return billing.keep(createClient({ apiUrl, sessionTokenUrl: sessionUrl(user), fetch: hostile, noShare: true }));
  }

  for (const [index, text] of CORPUS.entries()) {
    for (const [where, which] of Object.entries(FIELDS)) {
      it(`run nothing and ask for nothing elsewhere: string ${index + 1} ${where}`, async () => {
        for (const [user, tags] of Object.entries(SHOWN_TO)) {
          const provider = await fixture(html`<billing-provider .client=${hostileClient(user, text, which)}></billing-provider>`);
          provider.setHTMLUnsafe(tags.map((tag) => ELEMENTS[tag]).join(''));
          await settled(provider);
          for (const element of everyElement(provider)) expectHarmless(element);
        }
        expect(Reflect.get(window, 'hacked'), 'a script ran').to.equal(undefined);
        const outside = performance.getEntriesByType('resource').filter(({ name }) => name.includes('outside.invalid'));
        expect(outside.map(({ name }) => name)).to.deep.equal([]);
      });
    }
  }

  it('are tried in every element that there is', async () => {
    const { default: manifest } = await import('../../custom-elements.json', { with: { type: 'json' } });
    const tags = manifest.modules.flatMap(({ declarations }) => declarations.flatMap((it) => ('tagName' in it ? [String(it.tagName)] : [])));
    expect(tags.filter((tag) => tag !== 'billing-provider' && !(tag in ELEMENTS))).to.deep.equal([]);
  });
});

/** No element says that it is busy any more, or ever will be. */
async function settled(root: Element): Promise<void> {
  await waitUntil(() => everyElement(root).every((it) => it.getAttribute('aria-busy') !== 'true') && shows(root), 'still busy', { timeout: 15_000 });
}

const shows = (root: Element): boolean => [...root.children].every(({ shadowRoot }) => (shadowRoot?.childElementCount ?? 0) > 0);

function everyElement(root: Element | ShadowRoot): Element[] {
  return [...root.querySelectorAll('*')].flatMap((it) => [it, ...(it.shadowRoot ? everyElement(it.shadowRoot) : [])]);
}

function expectHarmless(element: Element): void {
  expect(['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'LINK', 'BASE', 'META'], 'an element of the strings').not.to.include(element.tagName.toUpperCase());
  for (const { name, value } of element.attributes) {
    expect(name.startsWith('on'), `${element.tagName} ${name}`).to.equal(false);
    if (!isAddress(element, name)) continue;
    expect(['http:', 'https:', 'mailto:'], `${name}=${value.slice(0, 80)}`).to.include(new URL(value, document.baseURI).protocol);
  }
}
