import { createContext } from '@lit/context';
import type { Client } from '../../core/client.js';

/** The client of the nearest provider. The key is shared by every copy of the kit on a page. */
export const clientContext = createContext<Client | undefined>(Symbol.for('billing-elements.client'));
