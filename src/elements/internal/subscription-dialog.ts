import { css, type LitElement } from 'lit';
import { field } from '../styles/field.js';
import { subscriptionFlow } from '../styles/subscription-flow.js';
import { adoptLate } from './on-demand.js';

/** Nobody needs them who never opens a dialog. */
const styles = css`${field} ${subscriptionFlow}`;

export const adoptDialogStyles = (host: LitElement): void => adoptLate(host, styles);

/** A step of a dialog begins at its heading. */
export async function focusHeading(host: LitElement): Promise<void> {
  await host.updateComplete;
  host.renderRoot.querySelector<HTMLElement>('.dialog h3')?.focus();
}
