import { css, type CSSResult } from 'lit';

/** Calm and roomy: soft corners, a violet accent, faint hairlines. */
const studio = css`
  :host {
    --billing-accent: light-dark(oklch(49% 0.2 292), oklch(77% 0.12 296));
    --billing-on-accent: light-dark(#fff, oklch(20% 0.05 292));
    --billing-surface: light-dark(oklch(99.4% 0.003 292), oklch(22.5% 0.018 290));
    --billing-ink: light-dark(oklch(25% 0.035 290), oklch(94% 0.01 290));
    --billing-ink-soft: light-dark(oklch(48% 0.03 290), oklch(76% 0.02 290));
    --billing-line: light-dark(oklch(92.5% 0.012 292), oklch(31% 0.024 290));
    --billing-line-strong: light-dark(oklch(64% 0.03 290), oklch(56% 0.03 290));
    --billing-surface-sunken: light-dark(oklch(97% 0.01 292), oklch(27% 0.024 290));
    --billing-track: light-dark(oklch(94% 0.016 292), oklch(31% 0.028 290));
    --billing-warn-fill: light-dark(oklch(66% 0.15 62), oklch(78% 0.13 75));
    --billing-focus: light-dark(oklch(56% 0.22 292), oklch(80% 0.12 296));
    --billing-radius: 22px;
    --billing-radius-small: 12px;
    --billing-space: 9px;
  }
`;

/** Editorial: serif headings and sums on cream, a single dark red, nearly square corners. */
const paper = css`
  :host {
    --billing-font-heading: 'Iowan Old Style', 'Palatino Linotype', Palatino, Charter, Georgia, serif;
    --billing-accent: light-dark(oklch(42% 0.14 25), oklch(78% 0.1 45));
    --billing-on-accent: light-dark(oklch(98% 0.012 85), oklch(22% 0.03 45));
    --billing-surface: light-dark(oklch(98.2% 0.014 85), oklch(24% 0.012 60));
    --billing-ink: light-dark(oklch(25% 0.02 55), oklch(93% 0.018 85));
    --billing-ink-soft: light-dark(oklch(47% 0.026 60), oklch(76% 0.022 80));
    --billing-line: light-dark(oklch(88% 0.026 80), oklch(35% 0.018 65));
    --billing-line-strong: light-dark(oklch(61% 0.03 70), oklch(58% 0.025 70));
    --billing-surface-sunken: light-dark(oklch(95.2% 0.02 85), oklch(28% 0.016 62));
    --billing-track: light-dark(oklch(91% 0.026 82), oklch(34% 0.02 62));
    --billing-good: light-dark(oklch(43% 0.09 145), oklch(80% 0.11 140));
    --billing-warn: light-dark(oklch(46% 0.1 60), oklch(83% 0.12 82));
    --billing-warn-fill: light-dark(oklch(65% 0.14 65), oklch(78% 0.12 78));
    --billing-bad: light-dark(oklch(48% 0.18 28), oklch(76% 0.13 28));
    --billing-focus: light-dark(oklch(42% 0.14 25), oklch(82% 0.09 45));
    --billing-radius: 3px;
    --billing-radius-small: 2px;
    --billing-radius-round: 2px;
  }
`;

/** Dense and technical: one monospaced typeface, square corners, the text colour as accent, and green on black in the dark. */
const terminal = css`
  :host {
    --billing-font: ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
    --billing-accent: light-dark(oklch(24% 0 0), oklch(84% 0.19 148));
    --billing-on-accent: light-dark(oklch(99% 0 0), oklch(18% 0.03 148));
    --billing-surface: light-dark(oklch(98.6% 0 0), oklch(17% 0.006 150));
    --billing-ink: light-dark(oklch(20% 0 0), oklch(91% 0.03 150));
    --billing-ink-soft: light-dark(oklch(45% 0 0), oklch(74% 0.03 150));
    --billing-line: light-dark(oklch(82% 0 0), oklch(36% 0.02 150));
    --billing-line-strong: light-dark(oklch(52% 0 0), oklch(60% 0.04 150));
    --billing-surface-sunken: light-dark(oklch(95% 0 0), oklch(22% 0.01 150));
    --billing-track: light-dark(oklch(90% 0 0), oklch(29% 0.016 150));
    --billing-good: light-dark(oklch(45% 0.13 150), oklch(84% 0.19 148));
    --billing-warn-fill: light-dark(oklch(64% 0.15 65), oklch(82% 0.15 88));
    --billing-focus: light-dark(oklch(50% 0.2 264), oklch(82% 0.13 220));
    --billing-radius: 0px;
    --billing-radius-small: 0px;
    --billing-radius-round: 0px;
    --billing-space: 6px;
  }
`;

/** Only tokens. A page's own rule for its provider wins over them. */
export const themes: Readonly<Record<'studio' | 'paper' | 'terminal', CSSResult>> = { studio, paper, terminal };
