import { usageQueue } from '../../../core/actions/track-usage.js';
import type { Client } from '../../../core/client.js';

/** Opens the queue, which sends what an earlier page tracked and could not send. */
export const resumeUsage = (client: Client): void => void usageQueue(client);
