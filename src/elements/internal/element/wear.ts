import { css } from 'lit';
import type { BillingProvider } from '../../billing-provider.js';
import { themes } from '../../styles/themes.js';
import { known } from './known.js';
import { adoptLate } from './on-demand.js';

const NONE = css``;

/** Gives a provider the tokens of the theme it names by now; one that names none, or one that we do not have, has its own. */
export const wear = (provider: BillingProvider): void => adoptLate(provider, known(themes, provider.theme ?? '') ?? NONE);
