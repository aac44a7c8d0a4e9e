import { html, svg, type TemplateResult } from 'lit';
import { notice, type Notice } from './faces.js';

const lock = svg`<rect x="4" y="9.5" width="14" height="9" rx="2.4" /><path d="M7.2 9.5V7a3.8 3.8 0 0 1 7.6 0v2.5" />`;

const frame = (content: TemplateResult): TemplateResult => html`
  <div class="card" part="card">
    <svg class="lock" part="lock" width="22" height="22" viewBox="0 0 22 22" fill="none" stroke="currentColor" stroke-width="1.7" aria-hidden="true">${lock}</svg>
    ${content}
  </div>
`;

/** The card in place of closed content. */
export const gateCard = (content: Notice): TemplateResult => frame(notice(content));

/** The same card before the answer, of the same size. */
export const gateBones = (loading: string): TemplateResult => html`
  <div class="card waiting" part="card" aria-busy="true">
    <span class="hidden">${loading}</span>
    <div class="notice" aria-hidden="true">
      <span class="bone lock"></span>
      <p class="notice-title bone">Lorem ipsum dolor sit amet</p>
      <p class="notice-text bone">Lorem ipsum dolor sit amet, consetetur sadipscing.</p>
      <span class="button bone">Lorem</span>
    </div>
  </div>
`;
