import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
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
