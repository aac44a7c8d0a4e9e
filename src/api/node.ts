import type { RunningApi, StartOptions } from './node-server.js';
import { withPackages } from './node-packages.js';

/**
 * Serves the billing API in this process. Its packages are loaded here, not with this module: an error says which ones
 * to install.
 */
export const startApi = (options: StartOptions = {}): Promise<RunningApi> =>
  withPackages(async () => (await import('./node-server.js')).startApi(options));

export type { RunningApi, StartOptions };
