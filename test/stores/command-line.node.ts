import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { VERSION } from '../../src/version.js';

const SHOP = {
  project: { id: 'shop', name: 'Shop' },
  products: [{ id: 'basic', name: 'Basic', prices: [{ id: 'basic_usd', amount: 500, currency: 'USD', interval: 'month' }] }],
};

describe('the command line', () => {
  let folder: string;
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'billing-cli-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  const run = (...args: string[]) => runWith({}, ...args);

  const runWith = (env: Record<string, string>, ...args: string[]) =>
    new Promise<{ code: number | null; out: string }>((resolve) => {
      const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli.ts', ...args], { env: { ...process.env, DATABASE_URL: join(folder, 'data'), ...env } });
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
    assert.match(refused.out, /not applied[^]*project\.name: .*expected string[^]*project\.nmae: Unrecognized key/);
  });

  it('says how it is used and does nothing else, wherever it is asked', async () => {
    const untouched = join(folder, 'untouched');
    for (const args of [[], ['help'], ['api', '--help'], ['apply', '--help'], ['keys', 'list', '-h'], ['plans', '--help']]) {
      const { code, out } = await runWith({ DATABASE_URL: untouched }, ...args);
      assert.deepEqual([code, out.startsWith('Usage: billing-elements <command>')], [0, true], args.join(' '));
    }
    assert.deepEqual(await run('--version'), { code: 0, out: `${VERSION}\n` });
    assert.ok(!existsSync(untouched));
  });

  it('refuses what it does not know, and says what it knows', async () => {
    const cases: [string[], RegExp][] = [
      [['nonsense'], /no command nonsense\.[^]*Usage: billing-elements <command>/],
      [['api', '--port', '9000'], /takes no arguments, and so not --port 9000: .*API_PORT=9000/],
      [['apply', '--force'], /Unknown option '--force'/],
      [['keys', 'list', '--projekt', 'shop'], /Unknown option '--projekt'/],
    ];
    for (const [args, message] of cases) {
      const { code, out } = await run(...args);
      assert.equal(code, 2, out);
      assert.match(out, message);
    }
  });

  it('serves at no port and with no database that were written wrong', async () => {
    const cases: [Record<string, string>, RegExp][] = [
      [{ API_PORT: 'abc' }, /^API_PORT is a port from 1 to 65535, or 0 for a free one, and not "abc"\n$/],
      [{ API_PORT: '70000' }, /^API_PORT .* not "70000"\n$/],
      [{ DATABASE_URL: 'memory' }, /^DATABASE_URL is "memory:" to keep nothing.* not "memory"\n$/],
    ];
    for (const [env, message] of cases) {
      const { code, out } = await runWith(env, 'api');
      assert.equal(code, 1, out);
      assert.match(out, message);
    }
  });
});
