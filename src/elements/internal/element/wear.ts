import { css } from 'lit';
import type { BillingProvider } from '../../billing-provider.js';
import { themes } from '../../styles/themes.js';
import { known } from './known.js';
import { adoptLate } from './on-demand.js';

const NONE = css``;

/** Gives a provider the tokens of the theme that it names by now; none if it names none, or one that we do not have. */
export function wear(provider: BillingProvider): void {
  const { theme } = provider;
  const tokens = theme ? known(themes, theme) : NONE;
  // eslint-disable-next-line no-console -- nothing else tells the author of a page that there is no such theme
  if (!tokens) console.warn(`<${provider.localName}> knows no theme "${theme}": there are ${Object.keys(themes).join(', ')}.`);
  adoptLate(provider, tokens ?? NONE);
}
