import { html, type TemplateResult } from 'lit';
import { notice, type Notice } from '../element/faces.js';

/** The card in place of closed content. */
export const gateCard = (content: Notice): TemplateResult => html`
  <div class="card" part="card">
    <svg class="lock" part="lock" viewBox="0 0 22 22" fill="none" stroke="currentColor" stroke-width="1.7" aria-hidden="true">
      <rect x="4" y="9.5" width="14" height="9" rx="2.4" />
      <path d="M7.2 9.5V7a3.8 3.8 0 0 1 7.6 0v2.5" />
    </svg>
    ${notice(content)}
  </div>
`;

/** Its skeleton, of the same size. */
export const gateBones = (loading: string): TemplateResult => html`
  <div class="card waiting" part="card" aria-busy="true">
    <span class="hidden">${loading}</span>
    <span class="lock bone"></span>
    <div class="notice" aria-hidden="true">
      <p class="notice-title bone">&nbsp;</p>
      <p class="notice-text bone">&nbsp;</p>
      <span class="button bone">&nbsp;</span>
    </div>
  </div>
`;
