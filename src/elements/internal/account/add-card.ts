import { BillingPaymentMethodRequestEvent } from '../../events.js';
import type { ActionController } from '../element/action-controller.js';

/** The name of the action, for its button. */
export const ADD_CARD = 'add-card';

/** Goes to the hosted page for adding a card, which leads back here. The code for it is fetched then, since most readers never need it. */
export async function addCard(host: Element, actions: ActionController): Promise<void> {
  await actions.run(ADD_CARD, new BillingPaymentMethodRequestEvent(), async (client) => {
    const { leaveForCardPage } = await import('./open-card-page.js');
    await leaveForCardPage(host, client);
  });
}
