import { isLoopback } from './domain/origin.js';
import type { PaymentProcessor } from './domain/payments.js';
import { whyShut, type Outward } from './domain/upstream.js';
import { SANDBOX_KEYS } from './seed/demo.js';
import { findSecretKeys } from './store/api-keys.js';
import type { Database } from './store/database.js';
import { listProjects } from './store/projects.js';
import { listUpstreams } from './store/upstreams.js';

const NO_PROJECT = `There is no project here yet, so that every call is refused. Make one and its key, with this process stopped where the data is in a folder:
    billing-elements apply billing.json
    billing-elements keys create --project <id>
(The demo comes by itself only where no other machine reaches the API: its keys are published.)`;

export interface Surroundings {
  /** Where the API is reached. */
  readonly addresses: readonly URL[];
  readonly secret: Outward['secret'];
  readonly payments: Pick<PaymentProcessor, 'testOnly'>;
}

type OpenKeys = Awaited<ReturnType<typeof findSecretKeys>>;

/** What whoever runs the API should know about its settings, in words. */
export async function warningsAbout(db: Database, { addresses, secret, payments }: Surroundings): Promise<string[]> {
  const projects = await listProjects(db);
  if (projects.length === 0) return [NO_PROJECT];
  const published = await findSecretKeys(db, SANDBOX_KEYS);
  const reachable = addresses.find((address) => !isLoopback(address));
  // The demo's upstream is an example, and needs no key.
  const upstreams = (await listUpstreams(db)).filter(({ projectId }) => !published.some((key) => key.projectId === projectId));
  const shut = upstreams.flatMap((upstream) => whyShut(upstream, secret) ?? []);
  const unpaid = payments.testOnly ? projects.filter(({ mode }) => mode === 'live') : [];
  return [
    ...(reachable && published.length > 0 ? [openToAll(published, reachable)] : []),
    ...unpaid.map(({ id }) => `Project ${id} is live and sells nothing: this API knows test cards only. See "Taking real money" in docs/api.md.`),
    ...shut,
  ];
}

/** The demo's keys are in the documentation: they must not open anything that other machines can reach. */
function openToAll(published: OpenKeys, { hostname }: URL): string {
  const projects = [...new Set(published.map(({ projectId }) => projectId))].join(', ');
  const revoke = published.map(({ projectId, id }) => `    billing-elements keys revoke --project ${projectId} ${id}`);
  const opening = `Whoever reaches this API at ${hostname} can do everything in project ${projects}: the demo's secret keys are published. Revoke them, with this process stopped where the data is in a folder:`;
  return [opening, ...revoke].join('\n');
}
