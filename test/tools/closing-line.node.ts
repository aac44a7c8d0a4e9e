import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { closingLine, readClosingLine, sum } from '../../tools/closing-line.js';
import { runCounted } from '../../tools/run.js';

describe('the closing line', () => {
  it('is plain, and names skipped tests only when there are some', () => {
    assert.equal(closingLine({ passed: 3, failed: 0, skipped: 0 }), '3 passed, 0 failed');
    assert.equal(closingLine({ passed: 3, failed: 1, skipped: 2 }), '3 passed, 1 failed, 2 skipped');
  });

  it('is read back from the end of an output', () => {
    const output = '1 passed, 1 failed\n…\n12 passed, 3 failed, 4 skipped\n';
    assert.deepEqual(readClosingLine(output), { passed: 12, failed: 3, skipped: 4 });
  });

  it('is not seen where it is not alone on its line', () => {
    assert.equal(readClosingLine('Chrome: 2/2 test files | 1 passed, 0 failed'), undefined);
  });

  it('adds up', () => {
    const counts = { passed: 1, failed: 2, skipped: 3 };
    assert.deepEqual(sum([counts, counts]), { passed: 2, failed: 4, skipped: 6 });
  });
});

describe('a command run for its counts', () => {
  const run = (script: string) => runCounted(process.execPath, ['-e', script]);

  it('is taken at its word', async () => {
    assert.deepEqual(await run('console.log("2 passed, 0 failed")'), { passed: 2, failed: 0, skipped: 0 });
  });

  it('counts a failure when it says nothing', async () => {
    assert.equal((await run('')).failed, 1);
  });

  it('counts a failure when it exits with one, whatever it says', async () => {
    assert.equal((await run('console.log("2 passed, 0 failed"); process.exit(1)')).failed, 1);
  });
});
