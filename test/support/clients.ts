import { createClient, type Client } from '../../src/core/client.js';
import type { Host } from '../../src/core/host.js';
import { freshProject, type TestProject } from './api.js';
import { ownHost } from './own-host.js';

/** What the tests of one `describe` share: a seeded project, and clients that end with the test that made them. */
export interface SharedProject {
  readonly project: TestProject;
  /** The page that its clients are on, with a storage of its own. */
  readonly host: Host;
  /** Ends this client after the test. */
  keep(client: Client): Client;
  clientFor(user: string, from?: TestProject): Client;
}

/** Call it inside `describe`: it adds the hooks. */
export function useProject(): SharedProject {
  let project: TestProject | undefined;
  const clients: Client[] = [];
  const host = ownHost();
  before(async () => {
    project = await freshProject();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
  });

  const shared: SharedProject = {
    get project() {
      if (!project) throw new Error('the project is made before the first test, not before the suite');
      return project;
    },
    host,
    keep(client) {
      clients.push(client);
      return client;
    },
    clientFor: (user, from = shared.project) =>
      shared.keep(createClient({ apiUrl: from.apiUrl, sessionTokenUrl: from.sessionUrl(user), noShare: true, host })),
  };
  return shared;
}
