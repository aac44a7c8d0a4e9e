import { adoptStyles, type LitElement } from 'lit';
import { field } from '../styles/field.js';
import { subscriptionFlow } from '../styles/subscription-flow.js';

/** Styles that nobody needs who never opens a dialog. */
export function adoptFlowStyles({ renderRoot, constructor }: LitElement): void {
  const { elementStyles } = constructor as typeof LitElement;
  if (renderRoot instanceof ShadowRoot) adoptStyles(renderRoot, [...elementStyles, field, subscriptionFlow]);
}

/** A step of a dialog begins at its heading. */
export async function focusHeading(host: LitElement): Promise<void> {
  await host.updateComplete;
  host.renderRoot.querySelector<HTMLElement>('.dialog h3')?.focus();
}
