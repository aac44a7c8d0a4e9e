import type { CSSResult, LitElement } from 'lit';
import { adoptLate, OnDemand } from '../element/on-demand.js';

/** What is drawn, and its styles. */
export type PricingPart<Draw> = readonly [draw: Draw, styles: CSSResult];

const styles = new WeakMap<LitElement, CSSResult[]>();

/** A part of what shows prices that is fetched where it is wanted; its styles come beside those that are here already. @param before styles of the host that came late as well */
export const pricingPart = <Draw>(host: LitElement, load: () => Promise<PricingPart<Draw>>, before: readonly CSSResult[] = []): OnDemand<Draw> =>
  new OnDemand(host, async () => {
    const [draw, mine] = await load();
    const late = [...(styles.get(host) ?? before), mine];
    styles.set(host, late);
    adoptLate(host, late);
    return draw;
  });
