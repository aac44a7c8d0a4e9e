// npm start: the billing API on embedded data (.billing/) and the demo beside it, after building the kit where it is stale.
// -- --apps: the demo's apps in React, Vue, Svelte and drawn by a server too, at /apps/react/ and so on.
// PORT (8080) is the demo's, API_PORT (8787) the API's; 0 takes a free one. Ctrl-C stops both.
import { startDemo } from '../demo/server.js';
import { SANDBOX_KEYS } from '../src/api/index.js';
import { startApi } from '../src/api/node.js';
import { portSetting } from '../src/api/node-settings.js';
import { freshKit } from './fresh.js';

await freshKit(() => console.log('Building the kit…'));

if (process.argv.includes('--apps')) {
  console.log('Building the apps…');
  // Only now: those who want the apps alone wait for their compilers.
  const { buildDemoApps } = await import('./demo-apps.js');
  await buildDemoApps();
}

const api = await listen('API_PORT', 8787, (port) => startApi({ port }));
// A folder with projects of somebody's own is not given the demo, which is nothing without its keys.
if ((await fetch(`${api.url}/v1/products`, { headers: { 'x-api-key': SANDBOX_KEYS[2] } })).status === 401) {
  console.error(`The data in ${api.place} has no demo. Give the demo a folder of its own: DATABASE_URL=.billing/demo/ npm start`);
  await api.close();
  process.exit(1);
}

const demo = await listen(
  'PORT',
  8080,
  (port) => startDemo({ port, apiUrl: api.url, secretKey: SANDBOX_KEYS[0], publishableKey: SANDBOX_KEYS[2] }),
  () => api.close(),
);

console.log(`
  Demo         ${demo.url}
  Billing API  ${api.url}

  Data in ${api.place}. Ctrl-C stops both.
`);
for (const warning of api.warnings) console.warn(`  Warning: ${warning}\n`);

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Ctrl-C reaches the whole group, and npm passes it on once more.
    if (stopping) return;
    stopping = true;
    void Promise.all([demo.close(), api.close()]).then(() => process.exit(0));
  });
}

/** Starts one server, or says in a line why it cannot start and ends. */
async function listen<T>(
  variable: string,
  usualPort: number,
  start: (port: number) => Promise<T>,
  otherwise?: () => Promise<void>,
): Promise<T> {
  let port = usualPort;
  try {
    port = portSetting(variable, usualPort);
    return await start(port);
  } catch (error) {
    await otherwise?.();
    const isInUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (isInUse) console.error(`Port ${port} is in use. Stop what runs there, or choose another: ${variable}=${port + 1} npm start`);
    else console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
