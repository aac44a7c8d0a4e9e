import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Core, Row } from './row.js';
import { browserRows } from './browser-rows.js';
import { scheduleRows } from './schedule-row.js';
import { resourceRows } from './resource-rows.js';
import { usageRows } from './usage-rows.js';
import { sessionRows } from './session-rows.js';

/**
 * The fault lab: `node --import tsx bench/faults/run.ts [ROW…] [--break ROW|all] [--list]`.
 * With `--break` the row runs against a copy of the core without its mechanism, and has to miss its bar (exit code 1).
 * `--break all` does so for every row, and exits 0 only if each of them has missed it.
 */
const rows: readonly Row[] = [...sessionRows, ...usageRows, ...resourceRows, ...scheduleRows, ...browserRows];

const CORE = fileURLToPath(new URL('../../src/core/', import.meta.url));

async function loadCore(without?: Row['without']): Promise<{ core: Core; folder: string; remove: () => void }> {
  const folder = without ? mkdtempSync(join(tmpdir(), 'fault-lab-')) : CORE;
  if (without) {
    cpSync(CORE, folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const path = join(folder, without.file);
    const source = readFileSync(path, 'utf8');
    if (source.split(without.find).length !== 2) throw new Error(`${without.file} does not hold once: ${without.find}`);
    writeFileSync(path, source.replace(without.find, () => without.put));
  }
  const core = (await import(pathToFileURL(join(folder, 'index.ts')).href)) as Core;
  return { core, folder, remove: () => without && rmSync(folder, { recursive: true }) };
}

async function runRow(row: Row, broken: boolean): Promise<boolean> {
  const { core, folder, remove } = await loadCore(broken ? row.without : undefined);
  const started = performance.now();
  const { figure, holds } = await row.run(core, folder).catch((error: unknown) => ({ figure: String(error), holds: false }));
  remove();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${holds ? 'holds' : 'FAILS'}  ${(broken ? `${row.name} (broken)` : row.name).padEnd(24)} ${figure}  [bar: ${row.bar}] ${seconds} s`);
  return holds;
}

const args = process.argv.slice(2);
const breakAt = args.indexOf('--break');
const toBreak = breakAt < 0 ? undefined : args.splice(breakAt, 2)[1];
if (args.includes('--list')) {
  console.log(rows.map(({ name }) => name).join('\n'));
  process.exit();
}
const chosen = rows.filter(({ name }) => (toBreak && toBreak !== 'all' ? name === toBreak : args.length === 0 || args.includes(name)));
if (chosen.length === 0) throw new Error(`No such row. Rows: ${rows.map(({ name }) => name).join(', ')}`);

let missed = 0;
for (const row of chosen) if (!(await runRow(row, toBreak !== undefined))) missed++;
console.log(`${chosen.length - missed} of ${chosen.length} rows hold${toBreak ? ' with their mechanism taken out' : ''}`);
process.exitCode = (toBreak === 'all' ? missed === chosen.length : missed === 0) ? 0 : 1;
