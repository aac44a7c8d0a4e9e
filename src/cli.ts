#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { withPackages } from './api/node-packages.js';
import { UsageError } from './api/node-usage-error.js';
import { VERSION } from './version.js';

const USAGE = `Usage: billing-elements <command>

  api    Serve the billing API. API_PORT (8787), API_HOST (127.0.0.1), API_PUBLIC_URL,
         DATABASE_URL (.billing/; a folder, memory: or postgres://…)
  apply  Bring projects to what a billing.json says: apply <file>
  keys   keys create|list|revoke --project <id> [--publishable] [<key id>]
  plans  Print a pricing table to paste into a page, with its plans as plain HTML and as
         schema.org offers: plans <file> [--signup-url <url>] [--url <page>] [--lang <tag>]

  --help, --version
`;

// The API's packages are optional: each command loads what it needs, and nobody else needs them.
async function serveApi(args: readonly string[]): Promise<void> {
  if (args.length > 0) throw new UsageError(`api takes no arguments, and so not ${args.join(' ')}: it is set up by the environment, as in API_PORT=9000 billing-elements api`);
  const { startApi } = await import('./api/node.js');
  const api = await startApi({
    hostname: process.env.API_HOST || '127.0.0.1',
    onError: (error, requestId) => console.error(requestId, error),
  });
  console.log(`Billing API on ${api.url} (data in ${api.place})`);
  for (const warning of api.warnings) console.warn(`\nWarning: ${warning}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      api.close().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    });
  }
}

function fail(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof UsageError || isUnknownOption(error) ? 2 : 1;
}

const isUnknownOption = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');

const print = (lines: readonly string[]): void => console.log(lines.join('\n'));

async function printPlans(args: readonly string[]): Promise<void> {
  const { plansPage } = await import('./server/index.js');
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({ args: [...args], options: { 'signup-url': text, url: text, lang: text }, allowPositionals: true });
  const [file] = positionals;
  if (file === undefined) throw new UsageError('plans: which file?');
  const { 'signup-url': signupUrl, ...options } = values;
  console.log(plansPage(await readFile(file, 'utf8'), { ...options, signupUrl }));
}

const COMMANDS: Record<string, (args: readonly string[]) => Promise<void>> = {
  api: serveApi,
  apply: (args) => withPackages(async () => print(await (await import('./api/node-commands.js')).applyCommand(args))),
  keys: (args) => withPackages(async () => print(await (await import('./api/node-commands.js')).keysCommand(args))),
  plans: printPlans,
};

const given = process.argv.slice(2);
const [name = 'help', ...args] = given;
const command = COMMANDS[name];
if (name === 'help' || given.includes('--help') || given.includes('-h')) console.log(USAGE);
else if (given.includes('--version')) console.log(VERSION);
else if (command) command(args).catch(fail);
else fail(new UsageError(`There is no command ${name}.\n\n${USAGE}`));
