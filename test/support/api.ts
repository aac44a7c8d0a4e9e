/** One freshly seeded project (users, plans and features as in the demo) of a real billing API, for one test. */
export interface TestProject {
  readonly apiUrl: string;
  readonly projectId: string;
  readonly publishableKey: string;
  /** A session URL as a merchant's server has it, on this page's origin. `expiresIn` is in seconds, 3600 by default. */
  sessionUrl(user: string, options?: { expiresIn?: number }): string;
  /** Moves the project's clock: `P1M`, `PT1H`, … */
  advance(duration: string): Promise<void>;
  /** Calls the API with the project's secret key; an answer that is no success throws. */
  api<T = unknown>(path: string, init?: { method?: string; body?: unknown }): Promise<T>;
}

// The API takes seconds to start, which is nobody's test: wait for it before the first one begins.
await fetch('/__billing/ready');

export async function freshProject(): Promise<TestProject> {
  const created = await json<Pick<TestProject, 'apiUrl' | 'projectId' | 'publishableKey'>>('/__billing/projects', {
    method: 'POST',
  });
  const base = `/__billing/projects/${created.projectId}`;

  const api: TestProject['api'] = (path, { method, body } = {}) =>
    json(`${base}/api${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  return {
    ...created,
    sessionUrl: (user, { expiresIn } = {}) =>
      `${base}/session?user=${encodeURIComponent(user)}${expiresIn ? `&expiresIn=${expiresIn}` : ''}`,
    advance: async (advance) => void (await api('/sandbox/v1/clock', { body: { advance } })),
    api,
  };
}

async function json<T>(url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${init.method} ${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}
