import { signWebhook } from '../../contract/index.js';
import { nextAttempt } from '../domain/webhook.js';
import { inTransaction } from '../http/idempotency.js';
import type { Database } from '../store/database.js';
import { findProject } from '../store/projects.js';
import { claimDelivery, deleteDelivery, disableEndpoint, dueDeliveries, restEndpoint, findEndpoint, updateDelivery, type DeliveryKey } from '../store/webhooks.js';
import type { WebhookDelivery, WebhookEndpoint } from '../store/tables.js';
import { webhookBody } from './webhook-body.js';

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Allows plain http and private addresses: the project is one on this machine. */
  readonly local: boolean;
  readonly signal: AbortSignal;
}

/**
 * Posts to an address that somebody else chose, and gives the status of the answer. It must not follow redirects, and
 * must only connect to addresses that it has found to be public, unless `local`.
 */
export type WebhookSender = (request: WebhookRequest) => Promise<number>;

export interface DeliveryServices {
  readonly db: Database;
  /** The real clock: receivers compare signatures with theirs, and retries are about their outages. */
  readonly now: () => number;
  readonly send: WebhookSender;
  /** Default 10 s, also if the sender ignores its signal. */
  readonly timeoutMs?: number;
}

/** How many deliveries are under way at once in this process. */
const PARALLEL = 8;
const TIMEOUT_MS = 10_000;
/** Longer than any delivery takes, so that two processes never make the same one at once. */
const LEASE_MS = 60_000;
const GONE = 410;
/** While an endpoint does not answer, its other deliveries wait, so that they do not hold up other endpoints. */
const RESPITE_MS = 30_000;

/** Makes all deliveries that are due, and gives how many were tried. Several processes may do so at once. */
export async function deliverDue(services: DeliveryServices): Promise<number> {
  let tried = 0;
  for (;;) {
    const due = await dueDeliveries(services.db, new Date(services.now()), PARALLEL);
    const done = await Promise.all(due.map((key) => deliver(services, key)));
    tried += done.filter(Boolean).length;
    if (!done.some(Boolean)) return tried;
  }
}

/** False when another process has it. */
async function deliver(services: DeliveryServices, key: DeliveryKey): Promise<boolean> {
  const { db, now } = services;
  const delivery = await claimDelivery(db, key, new Date(now()), new Date(now() + LEASE_MS));
  if (!delivery) return false;
  const problem = await attempt(services, delivery);
  if (problem === undefined) {
    await deleteDelivery(db, key);
  } else if (problem === GONE) {
    await inTransaction(db, (tx) => disableEndpoint(tx, key.projectId, key.endpointId, new Date(now())));
  } else {
    await putOff(services, delivery, problem);
  }
  return true;
}

async function putOff({ db, now }: DeliveryServices, delivery: WebhookDelivery, problem: string): Promise<void> {
  const attempts = delivery.attempts + 1;
  const next = nextAttempt(attempts, new Date(now()));
  const fate = next ? { nextAttemptAt: next } : { status: 'failed' as const, body: null };
  await updateDelivery(db, delivery, { ...fate, attempts, leasedUntil: null, lastProblem: problem });
}

/** Undefined if it was accepted; 410 if the endpoint is gone for good; else what went wrong, for people. */
async function attempt({ db, now, send, timeoutMs = TIMEOUT_MS }: DeliveryServices, delivery: WebhookDelivery): Promise<string | typeof GONE | undefined> {
  const { projectId, endpointId, eventId } = delivery;
  const endpoint = await findEndpoint(db, projectId, endpointId);
  const project = await findProject(db, projectId);
  const body = delivery.body ?? (await bodyOf(db, delivery));
  if (!endpoint || !project || body === undefined) return 'The endpoint or the event has gone';
  try {
    const signed = await signWebhook({ id: eventId, timestamp: new Date(now()), body, secret: secretsOf(endpoint, now()) });
    const signal = AbortSignal.timeout(timeoutMs);
    const sent = send({
      url: endpoint.url,
      headers: { ...signed, 'content-type': 'application/json', 'user-agent': 'billing-elements-webhooks' },
      body,
      local: project.anyLoopback,
      signal,
    });
    const status = await Promise.race([sent, lapse(signal)]);
    if (status >= 200 && status < 300) return undefined;
    return status === GONE ? GONE : `The endpoint answered ${status}`;
  } catch (error) {
    await restEndpoint(db, projectId, endpointId, new Date(now() + RESPITE_MS));
    return error instanceof Error ? error.message.slice(0, 500) : 'The endpoint could not be reached';
  }
}

/** Otherwise one delivery that never ends (a name lookup that hangs) would hold up all others. */
const lapse = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('No answer in time')), { once: true }));

/** The newest first. */
const secretsOf = ({ secret, oldSecret, oldSecretUntil }: WebhookEndpoint, realMs: number): string[] =>
  oldSecret !== null && oldSecretUntil !== null && oldSecretUntil.getTime() > realMs ? [secret, oldSecret] : [secret];

/** Built once, so that every attempt sends the same bytes. */
async function bodyOf(db: Database, delivery: WebhookDelivery): Promise<string | undefined> {
  const event = await db
    .selectFrom('events')
    .selectAll()
    .where('projectId', '=', delivery.projectId)
    .where('customerId', '=', delivery.customerId)
    .where('id', '=', delivery.eventId)
    .executeTakeFirst();
  if (!event) return undefined;
  const body = await webhookBody(db, event);
  await updateDelivery(db, delivery, { body });
  return body;
}
