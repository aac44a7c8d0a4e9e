import { html, type TemplateResult } from 'lit';
import type { UsageReading } from './usage-reading.js';

/** The highest value of a meter is where it is full; an unlimited one has no such place, and its words say so. */
const highest = ({ limit, consumed }: UsageReading): number => limit ?? consumed;
const current = (reading: UsageReading): number => Math.min(reading.consumed, highest(reading));

/** @param text the meter in one sentence: read aloud instead of the bare number */
export const bar = (reading: UsageReading, text: string): TemplateResult => html`
  <div
    class="gauge bar"
    part="gauge"
    role="meter"
    aria-labelledby="label"
    aria-valuemin="0"
    aria-valuemax=${highest(reading)}
    aria-valuenow=${current(reading)}
    aria-valuetext=${text}
  >
    <div class="fill" part="fill"></div>
  </div>
`;

/** @param share what stands in its middle */
export const ring = (reading: UsageReading, text: string, share: string): TemplateResult => html`
  <div
    class="gauge ring"
    part="gauge"
    role="meter"
    aria-labelledby="label"
    aria-valuemin="0"
    aria-valuemax=${highest(reading)}
    aria-valuenow=${current(reading)}
    aria-valuetext=${text}
  >
    <svg viewBox="0 0 72 72" fill="none" stroke-width="8" aria-hidden="true">
      <circle class="track" cx="36" cy="36" r="32" />
      <circle class="fill" part="fill" cx="36" cy="36" r="32" pathLength="100" />
    </svg>
    <span class="share">${share}</span>
  </div>
`;

/** How far the gauge is filled, 0 to 1, on a property of its style: a `style` attribute would fall to the page's CSP. */
export function fillGauge(root: DocumentFragment | HTMLElement, { ratio, limit }: UsageReading): void {
  const gauge = root.querySelector<HTMLElement>('.gauge');
  gauge?.style.setProperty('--_ratio', String(limit === undefined ? 1 : Math.min(ratio, 1)));
}
