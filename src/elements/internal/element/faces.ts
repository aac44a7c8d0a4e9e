import { html, nothing, type TemplateResult } from 'lit';
import type { BillingError } from '../../../core/errors.js';
import type { faces } from '../../../locales/en.js';

export type FaceKey = keyof typeof faces & string;

const NO_ANSWER = ['network_error', 'timeout', 'offline'];

/** The text for an error, by its code: never the API's own message, which is for developers. */
export function errorText(error: BillingError): FaceKey {
  if (error.code === 'invalid_response') return 'errorResponse';
  if (NO_ANSWER.includes(error.code)) return 'errorNetwork';
  if (error.status === undefined) return 'errorOther';
  if (error.status === 403) return 'errorForbidden';
  if (error.status === 429) return 'errorRateLimit';
  return error.status >= 500 ? 'errorServer' : 'errorOther';
}

/** The one thing to do next: a link if it has an address, else a button. */
export interface Action {
  readonly label: string;
  /** From `linkUrl`: never an unchecked one. */
  readonly href?: string | undefined;
  readonly primary?: boolean;
  /** It is under way. */
  readonly busy?: boolean;
  readonly run: (event: Event) => void;
}

export interface Notice {
  readonly title: string | TemplateResult;
  readonly text: string | TemplateResult;
  readonly action?: Action | undefined;
}

/** A title, a sentence and at most one thing to do. */
export const notice = ({ title, text, action }: Notice): TemplateResult => html`
  <div class="notice" part="notice">
    <p class="notice-title" part="notice-title">${title}</p>
    <p class="notice-text" part="notice-text">${text}</p>
    ${action ? button(action) : nothing}
  </div>
`;

/** A link if it has an address, else a button. */
export function button({ label, href, primary, busy, run }: Action): TemplateResult {
  const names = primary ? 'button primary' : 'button';
  const part = primary ? 'button button-primary' : 'button';
  return href === undefined
    ? html`<button
        class=${names}
        part=${part}
        type="button"
        aria-busy=${busy ? 'true' : nothing}
        aria-disabled=${busy ? 'true' : nothing}
        @click=${run}
      >${label}</button>`
    : html`<a class=${names} part=${part} href=${href} @click=${run}>${label}</a>`;
}
