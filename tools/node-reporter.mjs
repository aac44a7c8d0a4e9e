/**
 * Reporter for `node --test` that says nothing but the closing line (closing-line.ts).
 * Plain JavaScript with a default export: Node loads reporters before tsx, and by that export.
 *
 * @param {AsyncIterable<import('node:test/reporters').TestEvent>} events
 */
export default async function* closingLineOnly(events) {
  // The runner's own sums come as diagnostics of the whole run: `pass 3`, `cancelled 0`, …
  const totals = { pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
  for await (const { type, data } of events) {
    if (type !== 'test:diagnostic' || data.nesting !== 0) continue;
    const [, name, count] = /^(\w+) (\d+)$/.exec(data.message) ?? [];
    if (name in totals) totals[name] = Number(count);
  }
  const skipped = totals.skipped + totals.todo;
  yield `\n${totals.pass} passed, ${totals.fail + totals.cancelled} failed${skipped ? `, ${skipped} skipped` : ''}\n`;
}
