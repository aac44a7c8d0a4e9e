import { html, type TemplateResult } from 'lit';

const FEATURES = ['Lorem ipsum dolor sit', 'Lorem ipsum', 'Lorem ipsum dolor', 'Lorem dolor sit'];
const line = (text: string): TemplateResult => html`<span class="bone">${text}</span>`;

/** Cards before the answer, of the size that plans mostly have; the words in them are never read. */
export const skeleton = (loading: string, count: number): TemplateResult => html`
  <div aria-busy="true">
    <span class="hidden">${loading}</span>
    <div aria-hidden="true">
      <div class="top"><div class="controls"><span class="bone toggle-bone"></span></div></div>
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
              <div class="more"><ul class="features bare">${FEATURES.map((text) => html`<li>${line(text)}</li>`)}</ul></div>
            </div>
          `,
        )}
      </div>
    </div>
  </div>
`;
