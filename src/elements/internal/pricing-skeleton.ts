import { html, type TemplateResult } from 'lit';

const FEATURES = ['Lorem ipsum dolor sit', 'Lorem ipsum', 'Lorem ipsum dolor', 'Lorem dolor sit'];
const line = (text: string): TemplateResult => html`<span class="bone">${text}</span>`;

/** In place of the controls. */
export const switchBone: TemplateResult = html`<div class="controls" aria-hidden="true"><span class="switch bone"></span></div>`;

/** Cards before the answer, of the size that plans mostly have; the words in them are never read. */
export const skeleton = (loading: string, count: number): TemplateResult => html`
  <div aria-busy="true">
    <span class="hidden">${loading}</span>
    <div aria-hidden="true">
      <div class="plans">
        ${Array.from(
          { length: count },
          () => html`
            <div class="plan">
              <p class="head"><span class="name">${line('Lorem')}</span></p>
              <p class="description">${line('Lorem ipsum dolor sit amet.')}</p>
              <div class="price">
                <p class="headline"><strong class="amount">${line('$00')}</strong></p>
                <p class="billed">${line('Lorem ipsum')}</p>
              </div>
              <div class="action"><span class="button bone">Lorem</span></div>
              <div class="more"><div class="features">${FEATURES.map((text) => html`<div>${line(text)}</div>`)}</div></div>
            </div>
          `,
        )}
      </div>
    </div>
  </div>
`;
