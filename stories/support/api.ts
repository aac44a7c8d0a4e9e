import { createApi, openMemoryDatabase, seedDemo } from '../../src/api/index.js';
import { createBillingClient, type BillingClient, type SessionTokenAnswer } from '../../src/core/index.js';

/** A name only: every request is answered by the API app inside this page. */
const API_URL = 'https://billing.example';

/** How a story's requests go wrong, to show the faces for it. */
export type Fault = 'hangs' | 'offline' | 'server-error';

export interface StoryBilling {
  /** One of the seeded users, `user_pro` when not said; null is someone whose session has ended. */
  readonly user?: string | null;
  /** A visitor without a session: the catalog alone, by publishable key. */
  readonly anonymous?: boolean;
  readonly fault?: Fault;
  /** What happened before the story begins, told to the API with the project's secret key. */
  readonly before?: (call: OwnerCall) => Promise<unknown>;
}

export type OwnerCall = (path: string, body?: unknown, method?: string) => Promise<unknown>;

/** The real API on a Postgres in this page's memory: one for all stories of the page, started by the first request. */
let starting: ReturnType<typeof start> | undefined;
const running = (): ReturnType<typeof start> => (starting ??= start());

async function start() {
  const db = await openMemoryDatabase();
  return { db, api: createApi({ db }) };
}

let projects = 0;
let tasks = 0;

async function busy<T>(task: () => Promise<T>): Promise<T> {
  tasks++;
  try {
    return await task();
  } finally {
    tasks--;
  }
}

const fetchFromApi: typeof fetch = (input, init) =>
  busy(async () => (await running()).api.fetch(new Request(input, init)));

/** A client for one user of a project of its own, seeded afresh. */
export function createStoryClient({ user = 'user_pro', anonymous = false, fault, before }: StoryBilling = {}): BillingClient {
  const projectId = `story_${++projects}`;
  const keys = { secret: `sk_test_${projectId}`, publishable: `pk_test_${projectId}` };
  const call: OwnerCall = async (path, body, method = body === undefined ? 'GET' : 'POST') => {
    const response = await fetchFromApi(API_URL + path, {
      method,
      headers: { Authorization: `Bearer ${keys.secret}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };

  let seeding: Promise<unknown> | undefined;
  const seeded = (): Promise<unknown> =>
    (seeding ??= busy(async () => {
      const { db } = await running();
      await seedDemo(db, { projectId, keys: Object.values(keys) });
      await before?.(call);
    }));
  const mint = async (): Promise<SessionTokenAnswer> => {
    await seeded();
    return (await call('/v1/session-tokens', { externalUserId: user })) as SessionTokenAnswer;
  };
  const fetchSeeded: typeof fetch = async (input, init) => {
    await seeded();
    return fetchFromApi(input, init);
  };

  return createBillingClient({
    apiUrl: API_URL,
    fetch: fault ? faulty(fault) : fetchSeeded,
    noShare: true,
    timeoutMs: 60_000, // the database starts within the first request
    ...(anonymous
      ? { publishableKey: keys.publishable }
      : { getSessionToken: async () => (user === null ? null : mint()) }),
  });
}

function faulty(fault: Fault): typeof fetch {
  return (_input, init) => {
    if (fault === 'offline') return Promise.reject(new TypeError('Failed to fetch'));
    if (fault === 'server-error') {
      const error = { code: 'internal_error', message: 'A story asked for this.', requestId: 'req_story' };
      return Promise.resolve(Response.json({ error, statusCode: 500 }, { status: 500 }));
    }
    return new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });
  };
}

/** Resolves when no request is under way and the page has drawn the answers. */
export async function idle(): Promise<void> {
  let quietFrames = 0;
  while (quietFrames < 3) {
    await new Promise(requestAnimationFrame);
    quietFrames = tasks === 0 ? quietFrames + 1 : 0;
  }
}
