import { usageQueue } from '../../../core/actions/track-usage.js';
import type { Client } from '../../../core/client.js';

/** Opens the queue, which then sends what an earlier page could not. */
export const resumeUsage = (client: Client): void => void usageQueue(client);
