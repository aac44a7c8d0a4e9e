import { adoptStyles, html, render, type LitElement } from 'lit';
import type { Client } from '../../../core/client.js';
import { plansDialog } from '../../../locales/en/plans-dialog.js';
import { base } from '../../styles/base.js';
import { dialog } from '../../styles/dialog.js';
import { plansDialog as styles } from '../../styles/plans-dialog.js';
import { Words } from '../words/words.js';

const TABLE = 'pricing-table';
const PATIENCE_MS = 5_000;

/**
 * The plans in a dialog, for "See plans" on a page that gave no address. It is put beside the element, where the autoloader
 * sees the table in it, and is removed when it is closed.
 */
export async function showPlans(host: LitElement, client: Client): Promise<void> {
  if (!host.isConnected) return;
  const words = new Words(host, { plansDialog });
  const shell = document.createElement('div');
  shell.style.setProperty('display', 'contents'); // it must be no item in the page's layout
  const root = shell.attachShadow({ mode: 'open' });
  adoptStyles(root, [base, dialog, styles]);

  const close = (): void => root.querySelector('dialog')?.close();
  const follow = { hostDisconnected: close };
  const leave = (): void => {
    host.removeController(words);
    host.removeController(follow);
    shell.remove();
  };
  const handleClick = ({ target }: Event): void => {
    if (target instanceof HTMLDialogElement) close(); // the dimmed page around it
  };
  render(
    html`
      <dialog class="dialog" aria-label=${words.text('title')} @close=${leave} @click=${handleClick}>
        <div class="dialog-body">
          <button class="close" type="button" aria-label=${words.text('close')} @click=${close}></button>
          <pricing-table .client=${client}></pricing-table>
        </div>
      </dialog>
    `,
    root,
  );
  host.addController(follow);
  host.after(shell);
  await isThere(client);
  root.querySelector('dialog')?.showModal();
}

/** A page that imports single elements may not have the table. */
async function isThere({ clock }: Client): Promise<void> {
  const cancel = clock.after(PATIENCE_MS, () => {
    // eslint-disable-next-line no-console -- the one place where a developer can learn why nothing happens
    console.warn(`"See plans" leads nowhere: give the element an address, handle its billing-upgrade-request, or load <${TABLE}>.`);
  });
  await customElements.whenDefined(TABLE);
  cancel();
}
