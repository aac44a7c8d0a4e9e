import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { MORE_RULES } from '../../tools/stories/axe-rules.js';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const OPTIONS = { rules: Object.fromEntries(MORE_RULES.map((rule) => [rule, { enabled: true }])) };

/** What axe objects to in a page, light and dark: the scheme, the rule, and where. */
export async function objections(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found: string[] = [];
  for (const value of ['light', 'dark']) {
    // Without motion colours change at once.
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }, { name: 'prefers-color-scheme', value }]);
    const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(OPTIONS)})`)) as { violations: { id: string; nodes: { target: unknown }[] }[] };
    found.push(...violations.map(({ id, nodes }) => `${value}, ${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`));
  }
  return found;
}
