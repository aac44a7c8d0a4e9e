import type { Client } from '../../../core/client.js';
import { closestAcross } from '../element/closest-across.js';

/** An element that hands out a client. */
export interface ClientProvider extends Element {
  readonly providedClient: Client | undefined;
  readonly signInUrl?: string | undefined;
}

/** An element that no ancestor serves: it takes the document's first provider, or waits for one. */
export interface Orphan {
  look(): void;
}

interface Registry {
  readonly providers: Set<ClientProvider>;
  readonly orphans: Set<Orphan>;
}

/**
 * One per page: if two scripts bring the kit, an element of one may be inside a provider of the other.
 * (lit's ContextRoot would work with late providers too, but keeps every consumer that left without finding one.)
 */
const KEY = Symbol.for('billing-elements.providers');
const page = globalThis as { [KEY]?: Registry };
const { providers, orphans } = (page[KEY] ??= { providers: new Set(), orphans: new Set() });

export function addProvider(provider: ClientProvider): void {
  providers.add(provider);
  serveOrphans();
}

export function removeProvider(provider: ClientProvider): void {
  providers.delete(provider);
  serveOrphans();
}

/** Lets every orphan look again: a provider came, went or changed its client. */
export function serveOrphans(): void {
  const now = [...orphans]; // to look takes an orphan out, and may put it back
  for (const orphan of now) orphan.look();
}

export function addOrphan(orphan: Orphan): void {
  orphans.add(orphan);
}

export function removeOrphan(orphan: Orphan): void {
  orphans.delete(orphan);
}

/** For tests: how many elements no ancestor serves now. */
export const orphanCount = (): number => orphans.size;

/** The first provider of this document, in document order. */
export function firstProvider(document: Document): ClientProvider | undefined {
  let first: ClientProvider | undefined;
  for (const provider of providers) {
    if (provider.ownerDocument !== document) continue;
    if (!first || provider.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING) first = provider;
  }
  return first;
}

/** The provider around an element, else the document's first. */
export const providerOf = (element: Element): Partial<ClientProvider> | undefined =>
  (closestAcross(element, 'billing-provider') as Partial<ClientProvider> | undefined) ?? firstProvider(element.ownerDocument);
