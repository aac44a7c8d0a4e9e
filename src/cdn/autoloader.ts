/** Where each element is. */
const LOADERS: Readonly<Record<string, () => Promise<unknown>>> = {
  'billing-alert': () => import('../elements/billing-alert.js'),
  'billing-details': () => import('../elements/billing-details.js'),
  'billing-provider': () => import('../elements/billing-provider.js'),
  'checkout-button': () => import('../elements/checkout-button.js'),
  'checkout-dialog': () => import('../elements/checkout-dialog.js'),
  'cost-estimator': () => import('../elements/cost-estimator.js'),
  'credit-balance': () => import('../elements/credit-balance.js'),
  'customer-portal': () => import('../elements/customer-portal.js'),
  'feature-gate': () => import('../elements/feature-gate.js'),
  'invoice-list': () => import('../elements/invoice-list.js'),
  'payment-methods': () => import('../elements/payment-methods.js'),
  'pricing-table': () => import('../elements/pricing-table.js'),
  'subscription-panel': () => import('../elements/subscription-panel.js'),
  'support-form': () => import('../elements/support-form.js'),
  'upgrade-nudge': () => import('../elements/upgrade-nudge.js'),
  'upgrade-prompt': () => import('../elements/upgrade-prompt.js'),
  'usage-chart': () => import('../elements/usage-chart.js'),
  'usage-meter': () => import('../elements/usage-meter.js'),
  'usage-summary': () => import('../elements/usage-summary.js'),
};

/** Tags of ours that are not here yet, and of which none was found. */
const missing = new Set(Object.keys(LOADERS));
/** Tags of others, whose shadow roots can be seen once they are defined. */
const awaited = new Set<string>();
let observer: MutationObserver | undefined;
/** What a server has drawn is taken over, not drawn again: by a file of its own, and by the provider before all others. */
let takeover: Promise<unknown> | undefined;

/**
 * Fetches each billing element when the first one of it stands in this root, or comes later, also inside open shadow
 * roots. Importing this module does it for the document; a closed shadow root is handed in by whoever holds it.
 */
export function autoload(root: Document | ShadowRoot): void {
  if (missing.size === 0) return;
  observer ??= new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) if (node instanceof Element) look(node);
  });
  observer.observe(root, { childList: true, subtree: true });
  look(root);
}

/** Watches nothing any more. What is on its way still comes, and stays. */
export function stopAutoloading(): void {
  missing.clear();
  observer?.disconnect();
}

function look(root: Document | ShadowRoot | Element): void {
  if (root instanceof Element) meet(root);
  for (const element of root.querySelectorAll('*')) meet(element);
}

function meet(element: Element): void {
  const tag = element.localName;
  if (missing.has(tag)) void load(tag, element.shadowRoot !== null);
  if (tag in LOADERS) return; // an element of ours brings what is inside it
  if (element.shadowRoot) autoload(element.shadowRoot);
  else if (tag.includes('-') && !customElements.get(tag)) void meetLater(tag);
}

async function meetLater(tag: string): Promise<void> {
  if (awaited.has(tag)) return;
  awaited.add(tag);
  await customElements.whenDefined(tag);
  if (missing.size > 0) look(document);
}

async function load(tag: string, isDrawn: boolean): Promise<void> {
  missing.delete(tag);
  if (missing.size === 0) observer?.disconnect();
  try {
    if (isDrawn) await (takeover ??= import('../hydrate.js').then(LOADERS['billing-provider']));
    await LOADERS[tag]?.();
  } catch (error) {
    // eslint-disable-next-line no-console -- the one place where it shows that a file of the kit is out of reach
    console.error(`<${tag}> could not be fetched.`, error);
  }
}

if (globalThis.document) autoload(document);
