import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';

/** Seconds-long rows against a database or a real browser run with `npm run bench` alone. */
const SLOW = /^(schedules|browser-.*)$/;

const lab = (...args: string[]) => spawnSync(process.execPath, ['--import', 'tsx', 'bench/faults/run.ts', ...args], { encoding: 'utf8' });
const rows = lab('--list').stdout.trim().split('\n').filter((name) => !SLOW.test(name));

describe('the fault lab', () => {
  it('holds every row that needs no database and no browser', () => {
    const { status, stdout } = lab(...rows);
    assert.equal(status, 0, stdout);
    assert.match(stdout, new RegExp(`${rows.length} of ${rows.length} rows hold`));
    assert.ok(rows.length > 35);
  });

  it('fails each of them with its mechanism taken out', () => {
    const { status, stdout } = lab('--break', 'all', ...rows);
    assert.equal(status, 0, stdout);
  });

  it('exits 1 for a broken row', () => {
    assert.equal(lab('--break', 'tabs').status, 1);
  });
});
