import { isLoopback } from './domain/origin.js';
import { SANDBOX_KEYS } from './seed/demo.js';
import { findSecretKeys } from './store/api-keys.js';
import type { Database } from './store/database.js';
import { hasProjects } from './store/projects.js';

const NO_PROJECT = `There is no project here yet, so that every call is refused. Make one and its key, with this process stopped where the data is in a folder:
    billing-elements apply billing.json
    billing-elements keys create --project <id>
(The demo comes by itself only where no other machine reaches the API: its keys are published.)`;

/** What whoever serves the API at these addresses should know about it, in words. */
export async function warningsAbout(db: Database, addresses: readonly URL[]): Promise<string[]> {
  if (!(await hasProjects(db))) return [NO_PROJECT];
  const reachable = addresses.find((address) => !isLoopback(address));
  return reachable ? publishedKeys(db, reachable) : [];
}

/** The sandbox's keys stand in the documentation: they must open nothing that other machines reach. */
async function publishedKeys(db: Database, { hostname }: URL): Promise<string[]> {
  const open = await findSecretKeys(db, SANDBOX_KEYS);
  const revoke = open.map(({ projectId, id }) => `    billing-elements keys revoke --project ${projectId} ${id}`);
  const projects = [...new Set(open.map(({ projectId }) => projectId))].join(', ');
  if (projects === '') return [];
  return [[`Whoever reaches this API at ${hostname} can do everything in project ${projects}: the demo's secret keys are published. Revoke them, with this process stopped where the data is in a folder:`, ...revoke].join('\n')];
}
