#!/usr/bin/env node
import { UsageError, applyCommand, keysCommand } from './api/node-commands.js';
import { startApi } from './api/node.js';

const USAGE = `Usage: billing-elements <command>

  api    Serve the billing API. API_PORT (8787), API_HOST (127.0.0.1), API_PUBLIC_URL,
         DATABASE_URL (.billing/; a folder, memory: or postgres://…)
  apply  Bring projects to what a billing.json says: apply <file>
  keys   keys create|list|revoke --project <id> [--publishable] [<key id>]
`;

async function serveApi(): Promise<void> {
  const api = await startApi({
    hostname: process.env.API_HOST || '127.0.0.1',
    onError: (error, requestId) => console.error(requestId, error),
  });
  console.log(`Billing API on ${api.url} (data in ${api.place})`);
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
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

const print = (lines: readonly string[]): void => console.log(lines.join('\n'));

const COMMANDS: Record<string, (args: readonly string[]) => Promise<void>> = {
  api: serveApi,
  apply: async (args) => print(await applyCommand(args)),
  keys: async (args) => print(await keysCommand(args)),
};

const [name = 'help', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command) command(args).catch(fail);
else {
  console.log(USAGE);
  process.exitCode = name === 'help' || name === '--help' ? 0 : 2;
}
