import type { Invoice } from '../../../contract/invoice.js';
import type { Client } from '../../../core/client.js';
import { invoices, type InvoicePage } from '../../../core/resources/account.js';

/** The newest invoices, which the resource keeps fresh, and the older ones that were asked for. Newest first. */
export class InvoicePages {
  all: readonly Invoice[] = [];
  /** Where the invoices begin that are not here yet; none if all are here. */
  cursor: string | null | undefined;
  #newest: InvoicePage | undefined;
  #owner: string | null | undefined;

  /** @param owner whose they are: when it changes, the older ones go */
  take(newest: InvoicePage, owner: string | null | undefined): void {
    if (newest === this.#newest) return;
    const known = owner === this.#owner ? this.all : [];
    this.#newest = newest;
    this.#owner = owner;
    const last = newest.at(-1);
    // A new invoice pushes another out of the newest, which then stays as an older one.
    const older = last && newest.nextCursor ? known.filter((it) => it.createdAt <= last.createdAt && !has(newest, it)) : [];
    this.all = [...newest, ...older];
    if (older.length === 0) this.cursor = newest.nextCursor;
  }

  /** Takes the API's answer about one of them. */
  put(invoice: Invoice): void {
    this.all = this.all.map((it) => (it.id === invoice.id ? invoice : it));
  }

  async loadOlder(client: Client): Promise<void> {
    const { cursor } = this;
    if (!cursor) return;
    const page = invoices.parse(await client.request(`/invoices?cursor=${encodeURIComponent(cursor)}`));
    if (cursor !== this.cursor) return;
    this.all = [...this.all, ...page.filter((it) => !has(this.all, it))];
    this.cursor = page.nextCursor;
  }
}

const has = (list: readonly Invoice[], { id }: Invoice): boolean => list.some((it) => it.id === id);
