#!/usr/bin/env node
import { startApi } from './api/node.js';

const USAGE = `Usage: billing-elements <command>

  api    Serve the billing API. API_PORT (8787), API_HOST (127.0.0.1), API_PUBLIC_URL,
         DATABASE_URL (.billing/; a folder, memory: or postgres://…)
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
  process.exitCode = 1;
}

const [command] = process.argv.slice(2);
if (command === 'api') serveApi().catch(fail);
else {
  console.log(USAGE);
  process.exitCode = command === undefined || command === 'help' || command === '--help' ? 0 : 2;
}
