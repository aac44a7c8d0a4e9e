import type { CSSResult, LitElement } from 'lit';
import { adoptLate, OnDemand } from '../element/on-demand.js';

/** The function that draws it, and its styles. */
export type PricingPart<Draw> = readonly [draw: Draw, styles: CSSResult];

const styles = new WeakMap<LitElement, CSSResult[]>();

/** A part that is fetched when needed, with its styles. @param before other late styles of the host, which stay */
export const pricingPart = <Draw>(host: LitElement, load: () => Promise<PricingPart<Draw>>, before: readonly CSSResult[] = []): OnDemand<Draw> =>
  new OnDemand(host, async () => {
    const [draw, mine] = await load();
    const late = [...(styles.get(host) ?? before), mine];
    styles.set(host, late);
    adoptLate(host, late);
    return draw;
  });
