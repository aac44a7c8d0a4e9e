import type { Client } from '../../../core/client.js';
import type { ResourceDefinition } from '../../../core/resource.js';

/** An action is over when the screen shows what the API has done. */
export async function untilShown<T>(client: Client, definition: ResourceDefinition<unknown>, action: Promise<T>): Promise<T> {
  const answer = await action;
  await client.resource(definition).refresh();
  return answer;
}
