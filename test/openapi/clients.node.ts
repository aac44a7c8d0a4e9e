import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { installedTools } from '../support/installed-tools.js';
import { listening, type Listening } from '../support/listening.js';
import { world } from '../api/support.js';

const run = promisify(execFile);
const HERE = 'test/openapi-clients';

describe('public tools on the OpenAPI document', () => {
  let tools: string | undefined;
  let work: string;
  let api: Listening;
  let secret: string;

  before(async () => {
    tools = await installedTools(HERE);
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
    run(process.execPath, [join(tools ?? '', 'node_modules', name), ...args], {
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
