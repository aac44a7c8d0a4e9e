import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import { MORE_RULES } from '../../tools/stories/axe-rules.js';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** What axe objects to in a page: its rule, and where. */
export async function objections(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const options = { rules: Object.fromEntries(MORE_RULES.map((rule) => [rule, { enabled: true }])) };
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as { violations: { id: string; nodes: { target: unknown }[] }[] };
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`);
}
