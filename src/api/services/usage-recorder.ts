import { inTransaction } from '../http/idempotency.js';
import type { Database } from '../store/database.js';
import type { CustomerKey } from '../store/usage.js';
import { recordUses, type Outcome, type Use } from './usage.js';

/** With more, the others would wait long for their answers. */
const TOGETHER_MAX = 500;

/**
 * Lets the event loop take in requests that have arrived. The embedded database never yields to it, so without this each
 * use would be alone in its batch.
 */
const aTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

interface Waiting {
  readonly use: Use;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

export interface UsageRecorder {
  /** The outcome of each, in order. */
  record(customer: CustomerKey, uses: readonly Use[]): Promise<Outcome[]>;
}

/**
 * Uses of one customer would wait for each other at the counter anyhow. So those that arrive while a transaction is under
 * way go together into the next: nobody waits longer, and many share the cost of one.
 */
export function createUsageRecorder(db: Database): UsageRecorder {
  const queues = new Map<string, Waiting[]>();

  async function work(name: string, customer: CustomerKey, queue: Waiting[]): Promise<void> {
    while (queue.length > 0) {
      await aTurn();
      await together(customer, queue.splice(0, TOGETHER_MAX));
    }
    queues.delete(name);
  }

  async function together(customer: CustomerKey, group: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await inTransaction(db, (tx) => recordUses(tx, customer, group.map(({ use }) => use)));
      for (const [index, { resolve, reject }] of group.entries()) {
        const outcome = outcomes[index];
        if (outcome) resolve(outcome);
        else reject(new Error('a use has no outcome'));
      }
    } catch (error) {
      // One that the database refuses must not fail the others.
      if (group.length === 1) group[0]?.reject(error);
      else for (const one of group) await together(customer, [one]);
    }
  }

  return {
    record(customer, uses) {
      const name = JSON.stringify([customer.projectId, customer.customerId]);
      const queue = queues.get(name) ?? [];
      const outcomes = uses.map((use) => new Promise<Outcome>((resolve, reject) => queue.push({ use, resolve, reject })));
      if (!queues.has(name)) {
        queues.set(name, queue);
        void work(name, customer, queue);
      }
      return Promise.all(outcomes);
    },
  };
}
