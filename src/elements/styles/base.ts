import { css } from 'lit';

/**
 * What every element adopts: the tokens as private properties and the few shared pieces.
 *
 * A token's public name always wins over its fallback, so the host page decides. Lines, washes and soft text are mixed
 * from the text colour around them, so they fit any page; only an element's own surface brings its own ink.
 */
export const base = css`
  :host {
    --_accent: var(--billing-accent, light-dark(oklch(50% 0.17 264), oklch(74% 0.13 264)));
    --_on-accent: var(--billing-on-accent, light-dark(#fff, oklch(18% 0.03 264)));
    --_surface: var(--billing-surface, light-dark(#fff, oklch(21% 0.008 264)));
    --_ink: var(--billing-ink, light-dark(oklch(22% 0.02 264), oklch(95% 0.006 264)));
    --_soft: var(--billing-ink-soft, color-mix(in oklab, currentColor 74%, transparent));
    --_line: var(--billing-line, color-mix(in oklab, currentColor 12%, transparent));
    --_line-strong: var(--billing-line-strong, color-mix(in oklab, currentColor 30%, transparent));
    --_sunken: var(--billing-surface-sunken, color-mix(in oklab, currentColor 5%, transparent));
    --_track: var(--billing-track, color-mix(in oklab, currentColor 10%, transparent));
    --_good: var(--billing-good, light-dark(oklch(45% 0.12 155), oklch(80% 0.14 158)));
    --_warn: var(--billing-warn, light-dark(oklch(47% 0.11 65), oklch(83% 0.13 80)));
    --_warn-fill: var(--billing-warn-fill, light-dark(oklch(72% 0.15 72), oklch(78% 0.14 78)));
    --_bad: var(--billing-bad, light-dark(oklch(50% 0.19 25), oklch(78% 0.12 22)));
    --_focus: var(--billing-focus, light-dark(oklch(55% 0.19 264), oklch(80% 0.12 264)));
    --_radius: var(--billing-radius, 14px);
    --_radius-small: var(--billing-radius-small, 8px);
    --_radius-round: var(--billing-radius-round, 99px);
    --_space: var(--billing-space, 8px);
    --_gap: calc(var(--_space) * 2);
    /* Unset, this is invalid and so inherits: the page's own scheme holds. */
    color-scheme: var(--billing-scheme);
    display: block;
    font-family: var(--billing-font, inherit);
    line-height: 1.5;
    text-align: start;
    overflow-wrap: anywhere;
    /* Fills carry meaning, so they are printed too. */
    print-color-adjust: exact;
  }

  :host([hidden]) {
    display: none;
  }

  [hidden] {
    display: none !important;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  h2,
  h3,
  p,
  ul,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
  }

  h2,
  h3,
  .heading,
  .notice-title {
    font-family: var(--billing-font-heading, inherit);
  }

  fieldset {
    border: 0;
    min-inline-size: 0;
  }

  ul {
    list-style: none;
  }

  .number {
    font-variant-numeric: tabular-nums;
  }

  .soft {
    color: var(--_soft);
  }

  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  :host(:focus) {
    outline: none;
  }

  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;
