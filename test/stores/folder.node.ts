import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { FolderInUseError, lockFolder } from '../../src/api/node-lock.js';
import { startApi } from '../../src/api/node.js';
import { assertSurvived, loadUntilKilled } from './crash-load.js';
import { gone, spawnApi } from './process.js';

let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'billing-'))));
after(() => rm(folder, { recursive: true, force: true }));

describe('the lock of a folder', () => {
  it('is held by one, and free again once released', async () => {
    const place = join(folder, 'a');
    const release = await lockFolder(place);
    await assert.rejects(lockFolder(place), FolderInUseError);
    await release();
    await (await lockFolder(place))();
    assert.deepEqual(await readdir(place), []);
  });

  it('goes to exactly one of many who ask at once', async () => {
    const place = join(folder, 'b');
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(place)));
    assert.equal(asked.filter((it) => it.status === 'fulfilled').length, 1);
  });

  it('is taken over from a process that is gone, also when its number was given to another', async () => {
    const place = join(folder, 'c');
    for (const dead of ['{"pid":4194303,"startedAt":"x 1","token":"t"}', `{"pid":${process.pid},"startedAt":"other 1","token":"t"}`, 'not json']) {
      await (await lockFolder(place))();
      await writeFile(join(place, 'billing-elements.lock'), dead);
      const asked = await Promise.allSettled(Array.from({ length: 5 }, () => lockFolder(place)));
      const won = asked.filter((it) => it.status === 'fulfilled');
      assert.equal(won.length, 1, dead);
      await won[0]?.value();
    }
  });
});

describe('the lock of a process that was killed', () => {
  it('is free before its parent has asked how it ended', { skip: !existsSync('/proc/self/stat') && 'no /proc here' }, async () => {
    const place = join(folder, 'zombie');
    // `cat` never asks after the children of the shell whose place it has taken.
    const parent = spawn('sh', ['-c', 'sleep 600 & echo $!; exec cat'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    try {
      parent.stdin.write('it is cat that answers');
      await once(parent.stdout, 'data');
      process.kill(pid, 'SIGKILL');
      while (!(await readFile(`/proc/${pid}/stat`, 'utf8')).includes(') Z ')) await nextTurn();
      assert.ok(process.kill(pid, 0), 'its number is still taken');
      await (await lockFolder(place))();
      await writeFile(join(place, 'billing-elements.lock'), JSON.stringify({ pid, startedAt: '', token: 't' }));
      await (await lockFolder(place))();
    } finally {
      parent.stdin.end();
      await gone(parent);
    }
  });
});

describe('the embedded database', () => {
  it('refuses a second process on its folder with a message that helps', async () => {
    const place = join(folder, 'd');
    const api = await startApi({ port: 0, databaseUrl: place });
    try {
      const second = await spawnApi(place);
      await gone(second.child);
      assert.equal(second.child.exitCode, 1);
      assert.match(second.output(), /is in use by process \d+/);
    } finally {
      await api.close();
    }
  });

  it('keeps every acknowledged use and change when its process is killed under load', async () => {
    const place = join(folder, 'e');
    const survived = await loadUntilKilled(await spawnApi(place), 'sk_test_sandbox', 150);
    const second = await spawnApi(place);
    try {
      await assertSurvived(second.url, 'sk_test_sandbox', survived, 64_210);
    } finally {
      second.child.kill('SIGTERM');
      await gone(second.child);
      assert.equal(second.child.exitCode, 0);
    }
  });
});
