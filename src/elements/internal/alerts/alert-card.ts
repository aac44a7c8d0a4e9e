import { html, nothing, type TemplateResult } from 'lit';
import { button, type Action } from '../element/faces.js';

export interface AlertCard {
  /** How much it matters; the words say it too. */
  readonly tone: 'info' | 'warn' | 'bad';
  readonly title: string | TemplateResult;
  readonly text: string | TemplateResult;
  readonly buttons: readonly (Action | undefined)[];
  /** Why the last action failed. */
  readonly failure?: string | undefined;
  /** The button that dismisses it, where that does no harm. */
  readonly dismiss?: { readonly label: string; readonly run: () => void } | undefined;
}

/** It is in a live region that is not atomic, so what comes into it later is read out by itself. */
export const alertCard = ({ tone, title, text, buttons, failure, dismiss }: AlertCard): TemplateResult => html`
  <div class="alert ${tone}" part="alert">
    <svg class="icon" part="icon" viewBox="0 0 18 18" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" aria-hidden="true">
      <circle cx="9" cy="9" r="7.2" />
      <path d=${tone === 'info' ? 'M9 8.2v4.4M9 5.6v.1' : 'M9 5.4v4.2M9 12.4v.1'} />
    </svg>
    <p><span class="notice-title" part="notice-title">${title}</span> <span class="notice-text" part="notice-text">${text}</span></p>
    <div class="actions">
      ${buttons.map((it) => (it ? button(it) : nothing))}
      ${dismiss ? html`<button class="close" part="close" type="button" aria-label=${dismiss.label} @click=${dismiss.run}></button>` : nothing}
    </div>
    <p class="trouble" part="failure">${failure}</p>
  </div>
`;
