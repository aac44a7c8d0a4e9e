import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

const SHOP = {
  project: { id: 'shop', name: 'Shop' },
  products: [{ id: 'basic', name: 'Basic', prices: [{ id: 'basic_usd', amount: 500, currency: 'USD', interval: 'month' }] }],
};

describe('the command line', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'billing-cli-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  const run = (...args: string[]) =>
    new Promise<{ code: number | null; out: string }>((resolve) => {
      const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], { env: { ...process.env, DATABASE_URL: join(folder, 'data') } });
      let out = '';
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.once('exit', (code) => resolve({ code, out }));
    });

  it('applies a file, makes a key, shows it once and revokes it', async () => {
    const file = join(folder, 'billing.json');
    await writeFile(file, JSON.stringify(SHOP));
    assert.match((await run('apply', file)).out, /\+ product basic/);
    const created = await run('keys', 'create', '--project', 'shop');
    const key = /sk_test_\w{40}/.exec(created.out)?.[0] ?? '';
    assert.ok(key, created.out);
    const listed = await run('keys', 'list', '--project', 'shop');
    assert.doesNotMatch(listed.out, new RegExp(key));
    const id = /key_\w+/.exec(listed.out)?.[0] ?? '';
    assert.equal((await run('keys', 'revoke', '--project', 'shop', id)).code, 0);
    assert.match((await run('keys', 'list', '--project', 'shop')).out, /revoked/);
    assert.equal((await run('keys', 'revoke', '--project', 'shop', id)).code, 2);
    await writeFile(file, JSON.stringify({ project: { id: 'shop', nmae: 'Shop' } }));
    const refused = await run('apply', file);
    assert.equal(refused.code, 1);
    assert.match(refused.out, /not applied[^]*project\.name: .*expected string[^]*project: Unrecognized key: "nmae"/);
    assert.equal((await run('nonsense')).code, 2);
    assert.equal((await run('help')).code, 0);
  });
});
