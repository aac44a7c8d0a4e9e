import { html, type TemplateResult } from 'lit';

/**
 * The widths of a list's bones, in spaces. There are as many as a card mostly has lines, so that little moves when the plans
 * come; a page can reserve more with `min-block-size`.
 */
const LINES = [30, 36, 26, 20, 22, 34, 18, 28, 20, 24];
const ROWS = [...LINES, ...LINES.slice(0, 5)];

export interface SkeletonShape {
  readonly plans: number;
  readonly isTable: boolean;
  readonly compact: boolean;
}

/** Spaces have a width and a line's height, and are not read out. */
const spaces = (count: number): string => '\u00a0'.repeat(count);
const bone = (width: number): TemplateResult => html`<div><span class="bone">${spaces(width)}</span></div>`;

/** In place of the controls. */
export const switchBone: TemplateResult = html`<div class="controls" aria-hidden="true"><span class="switch bone"></span></div>`;

/** The table before the answer. */
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
    <div class="head"><div class="name">${bone(12)}</div></div>
    <div class="description">${compact ? '' : [40, 20].map(bone)}</div>
    <div class="price">
      <div class="headline"><div class="amount">${bone(7)}</div></div>
      <div class="billed">${bone(20)}</div>
    </div>
    <div class="action"><span class="button bone">${spaces(1)}</span></div>
    <div class="more"><div class="features">${LINES.slice(0, compact ? 1 : LINES.length).map(bone)}</div></div>
  </div>
`;
