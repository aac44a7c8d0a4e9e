import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, copyFile, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { listening, type Listening } from '../support/listening.js';
import { world } from './support.js';

const run = promisify(execFile);
const HERE = 'test/openapi-clients';
const INSTALL_MS_MAX = 240_000;

/** The generators and the linter, in a cache folder named by their lock; undefined where npm has no way to them. */
async function installedTools(): Promise<string | undefined> {
  const lock = await readFile(`${HERE}/package-lock.json`);
  const folder = join('node_modules/.cache', `openapi-clients-${createHash('sha256').update(lock).digest('hex').slice(0, 16)}`);
  if (await access(folder).then(() => true, () => false)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) await copyFile(join(HERE, file), join(unfinished, file));
  try {
    // Under `npm test`, npm's own variables name our folder: followed, they would have it replace our node_modules.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
    await run('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: unfinished, env, timeout: INSTALL_MS_MAX });
    // Whoever comes second throws its own away: a folder with the final name is always whole.
    await rename(unfinished, folder).catch(() => undefined);
    return folder;
  } catch (error) {
    if (process.env.CI) throw error;
    console.error('NOT TESTED: the OpenAPI linter and generators could not be installed from npm.', (error as { stderr?: string }).stderr ?? error);
    return undefined;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

describe('public tools on the OpenAPI document', () => {
  let tools: string | undefined;
  let work: string;
  let api: Listening;
  let secret: string;

  before(async () => {
    tools = await installedTools();
    const made = await world();
    secret = made.secret;
    api = await listening(made.api);
    work = await mkdtemp(join(tmpdir(), 'openapi-'));
    await writeFile(join(work, 'openapi.json'), await (await fetch(`${api.url}/openapi.json`)).text());
  });
  after(async () => {
    await api.close();
    await rm(work, { recursive: true, force: true });
  });

  const bin = (name: string, args: readonly string[], cwd = work) =>
    run(process.execPath, [join(process.cwd(), tools ?? '', 'node_modules', name), ...args], {
      cwd,
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    }).catch((error: { stdout?: string; stderr?: string }) => assert.fail(`${name} failed\n${error.stdout}\n${error.stderr}`));

  const skipped = (t: TestContext): boolean => {
    if (!tools) t.skip('npm could not install the tools');
    return !tools;
  };

  it("has no error in Redocly's recommended rules", async (t) => {
    if (skipped(t)) return;
    const { stdout } = await bin('@redocly/cli/bin/cli.js', ['lint', '--extends=recommended', '--format=json', 'openapi.json']);
    const { totals } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { totals: { errors: number } };
    assert.equal(totals.errors, 0);
  });

  it('makes clients that compile and call the API', async (t) => {
    if (skipped(t) || !tools) return;
    await bin('openapi-typescript/bin/cli.js', ['openapi.json', '-o', 'schema.d.ts']);
    await bin('@hey-api/openapi-ts/bin/run.js', ['-i', 'openapi.json', '-o', 'hey', '-c', '@hey-api/client-fetch']);
    for (const file of ['consumer.ts', 'tsconfig.json', 'package.json']) await copyFile(join(HERE, file), join(work, file));
    await cp(join(tools, 'node_modules', 'openapi-fetch'), join(work, 'node_modules/openapi-fetch'), { recursive: true });
    await cp(join(tools, 'node_modules', 'openapi-typescript-helpers'), join(work, 'node_modules/openapi-typescript-helpers'), { recursive: true });
    await cp('node_modules/@types/node', join(work, 'node_modules/@types/node'), { recursive: true });
    await cp('node_modules/undici-types', join(work, 'node_modules/undici-types'), { recursive: true });
    await bin('typescript/bin/tsc', ['-p', 'tsconfig.json']);

    const tsx = join(process.cwd(), 'node_modules/tsx/dist/cli.mjs');
    const { stdout } = await run(process.execPath, [tsx, 'consumer.ts', api.url, secret], { cwd: work });
    const expected = (consumed: number) => ({ plan: 'Starter', consumed, refused: 'not_found' });
    assert.deepEqual(JSON.parse(stdout), { openapiFetch: expected(64_211), heyApi: expected(64_212) });
  });
});
