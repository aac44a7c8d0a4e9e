import assert from 'node:assert/strict';
import { after } from 'node:test';
import { createApi, openMemoryDatabase, seedDemo, type Api, type ApiOptions, type Database } from '../../src/api/index.js';
import { randomText } from '../../src/api/domain/ids.js';
import { openOwnDatabase } from '../support/own-database.js';
import '../support/quick-database.js';

/** The database of a test process: on a real Postgres where TEST_DATABASE_URL names one, else in memory. */
let shared: Promise<Database> | undefined;

export const database = (): Promise<Database> => {
  if (!shared) {
    const url = process.env.TEST_DATABASE_URL;
    shared = url ? openOwnDatabase(url) : openMemoryDatabase();
  }
  return shared;
};

after(async () => (await shared)?.destroy());

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers whose shapes the API has checked against the contract
  readonly body: any;
}

export interface World {
  readonly api: Api;
  readonly db: Database;
  readonly projectId: string;
  readonly secret: string;
  readonly publishable: string;
  /** The real clock of this API; the project's test clock comes on top. */
  readonly clock: { ms: number };
  ask(method: string, path: string, options?: AskOptions): Promise<Asked>;
  token(user: string, more?: object): Promise<string>;
  advance(duration: string): Promise<void>;
}

export interface AskOptions {
  readonly as?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

export const ORIGIN = 'http://api.test';

/** A fresh project with the demo's plans and people, on a clock of its own. */
export async function world(options: Partial<ApiOptions> = {}): Promise<World> {
  const db = await database();
  const clock = { ms: Date.UTC(2026, 10, 21, 8) };
  const projectId = `p_${randomText(12)}`;
  const secret = `sk_test_${randomText(24)}`;
  const publishable = `pk_test_${randomText(24)}`;
  await seedDemo(db, { projectId, keys: [secret, publishable], now: clock.ms });
  const api = createApi({
    db,
    now: () => clock.ms,
    checkAnswers: true,
    onError: (error) => console.error(error),
    ...options,
  });
  const ask = async (method: string, path: string, { as, body, headers = {} }: AskOptions = {}): Promise<Asked> => {
    const answer = await api.fetch(
      new Request(ORIGIN + path, {
        method,
        headers: { ...(as && { authorization: `Bearer ${as}` }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json');
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    api, db, projectId, secret, publishable, clock, ask,
    async token(user, more = {}) {
      const { status, body } = await ask('POST', '/v1/session-tokens', { as: secret, body: { externalUserId: user, ...more } });
      assert.equal(status, 201, JSON.stringify(body));
      return body.sessionToken;
    },
    async advance(duration) {
      const { status, body } = await ask('POST', '/sandbox/v1/clock', { as: secret, body: { advance: duration } });
      assert.equal(status, 200, JSON.stringify(body));
    },
  };
}

/** Fills in a hosted page's form. */
export const submit = async (api: Api, path: string, fields: Record<string, string>): Promise<{ status: number; location: string | null; text: string; headers: Headers }> => {
  const answer = await api.fetch(new Request(ORIGIN + path, { method: 'POST', body: new URLSearchParams(fields) }));
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text(), headers: answer.headers };
};

export const CARD = { email: 'ada@example.com', name: 'Ada L', number: '4242 4242 4242 4242', expiry: '04 / 29', cvc: '123' };
