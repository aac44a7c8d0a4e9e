import { BillingPaymentMethodRequestEvent } from '../../events.js';
import type { Act } from '../element/act.js';

/** The name of the act, for its button. */
export const ADD_CARD = 'add-card';

/** Leads to the hosted page on which a card is added, and from there back here. Most readers never do: its code is fetched then. */
export async function addCard(host: Element, act: Act): Promise<void> {
  await act.run(ADD_CARD, new BillingPaymentMethodRequestEvent(), async (client) => {
    const { leaveForCardPage } = await import('./open-card-page.js');
    await leaveForCardPage(host, client);
  });
}
