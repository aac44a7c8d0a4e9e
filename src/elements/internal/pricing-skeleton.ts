import { html, type TemplateResult } from 'lit';

/** As many lines as a card mostly has, so that little moves when the plans come; a page can reserve more by `min-block-size`. */
const LINES = ['Lorem ipsum dolor', 'Lorem ipsum dolor sit', 'Lorem dolor sit', 'Lorem ipsum', 'Lorem dolor', 'Lorem ipsum dolor si', 'Dolor sit', 'Lorem ipsum dol', 'Lorem ipsu', 'Lorem dolor si'];
const ROWS = [...LINES, ...LINES.slice(0, 5)];

export interface SkeletonShape {
  readonly plans: number;
  readonly isTable: boolean;
  readonly compact: boolean;
}

const bone = (text: string): TemplateResult => html`<div><span class="bone">${text}</span></div>`;

/** In place of the controls. */
export const switchBone: TemplateResult = html`<div class="controls" aria-hidden="true"><span class="switch bone"></span></div>`;

/** What stands there before the answer; the words in it only give it its size and are never read. */
export const skeleton = (loading: string, shape: SkeletonShape): TemplateResult => html`
  <div aria-busy="true">
    <span class="hidden">${loading}</span>
    <div aria-hidden="true">
      ${shape.isTable
        ? html`<div class="card rows">${ROWS.map(bone)}</div>`
        : html`<div class="plans">${Array.from({ length: shape.plans }, () => card(shape.compact))}</div>`}
    </div>
  </div>
`;

const card = (compact: boolean): TemplateResult => html`
  <div class="plan">
    <div class="head"><div class="name">${bone('Lorem')}</div></div>
    <div class="description">${compact ? '' : ['Lorem ipsum dolor sit am', 'Lorem ipsum'].map(bone)}</div>
    <div class="price">
      <div class="headline"><div class="amount">${bone('$00')}</div></div>
      <div class="billed">${bone('Lorem ipsum')}</div>
    </div>
    <div class="action"><span class="button bone">Lorem</span></div>
    <div class="more"><div class="features">${LINES.slice(0, compact ? 1 : LINES.length).map(bone)}</div></div>
  </div>
`;
