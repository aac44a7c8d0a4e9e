import { html, nothing, type TemplateResult } from 'lit';
import type { BillingError } from '../../core/errors.js';
import type { faces } from '../../locales/en.js';

type FaceKey = keyof typeof faces & string;

/** The words for what went wrong, by its code: never the API's own message, which is for developers. */
export function errorText(error: BillingError): FaceKey {
  if (error.code === 'invalid_response') return 'errorResponse';
  if (error.status === undefined) return error.name === 'NetworkError' ? 'errorNetwork' : 'errorOther';
  if (error.status === 403) return 'errorForbidden';
  if (error.status === 429) return 'errorRateLimit';
  return error.status >= 500 ? 'errorServer' : 'errorOther';
}

export interface Notice {
  readonly title: string;
  readonly text: string;
  /** The one thing to do next. */
  readonly action?: { readonly label: string; readonly run: () => void; readonly primary?: boolean } | undefined;
}

/** A title, a sentence and at most one button. */
export const notice = ({ title, text, action }: Notice): TemplateResult => html`
  <div class="notice" part="notice">
    <p class="notice-title" part="notice-title">${title}</p>
    <p class="notice-text" part="notice-text">${text}</p>
    ${action
      ? html`<button
          class=${action.primary ? 'button primary' : 'button'}
          part=${action.primary ? 'button button-primary' : 'button'}
          type="button"
          @click=${action.run}
        >
          ${action.label}
        </button>`
      : nothing}
  </div>
`;
