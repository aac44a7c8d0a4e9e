import type { Page } from 'puppeteer-core';

/** What a page keeps alive after its garbage was collected. */
export interface Held {
  readonly nodes: number;
  readonly listeners: number;
  readonly heapBytes: number;
}

export async function measureHeld(page: Page): Promise<Held> {
  const session = await page.createCDPSession();
  await session.send('Performance.enable');
  // What a collection frees may have held what only the next one finds.
  for (let pass = 0; pass < 3; pass++) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? NaN;
  const held = { nodes: value('Nodes'), listeners: value('JSEventListeners'), heapBytes: value('JSHeapUsedSize') };
  await session.detach();
  return held;
}

export const heldAfter = (before: Held, after: Held): { nodes: number; listeners: number; heapPercent: number } => ({
  nodes: after.nodes - before.nodes,
  listeners: after.listeners - before.listeners,
  heapPercent: (100 * (after.heapBytes - before.heapBytes)) / before.heapBytes,
});
