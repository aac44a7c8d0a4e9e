import type { Context, Hono } from 'hono';
import type * as z from 'zod/mini';
import type { Operation } from '../../contract/index.js';
import type { PaymentProcessor } from '../domain/payments.js';
import type { Outward } from '../domain/upstream.js';
import type { UsageRecorder } from '../services/usage-recorder.js';
import type { Database, Db } from '../store/database.js';
import type { Customer, Project } from '../store/tables.js';
import { authorize, createIdentifier, type Caller } from './credentials.js';
import { ApiError } from './errors.js';
import { inTransaction, once, type Answer } from './idempotency.js';
import { parse, readJson, refuseUnstorable } from './input.js';
import { isMultipart, readForm, type SentFile } from './multipart.js';

/** What the whole API works with. */
export interface Services {
  readonly db: Database;
  /** The real clock, in milliseconds since 1970. */
  readonly now: () => number;
  readonly payments: PaymentProcessor;
  readonly usage: UsageRecorder;
  /** Where people reach this API, for links to hosted pages; by default as the request says. */
  readonly publicUrl: string | undefined;
  /** How the gateway reaches upstreams. */
  readonly gateway: Outward;
}

export interface Call<Params = unknown, Query = unknown, Body = unknown> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The files that came with the body, in operations that take files. */
  readonly files: readonly SentFile[];
  /** A transaction in operations that change something: it commits when the handler has answered. */
  readonly db: Db;
  readonly caller: Caller;
  readonly project: Project;
  /** The project's time: the real clock plus its test clock's lead. */
  readonly now: Date;
  readonly baseUrl: string;
  readonly services: Services;
  readonly headers: Headers;
  /** The caller's key for this mutation, if one was sent. */
  readonly idempotencyKey: string | undefined;
  /** Adds a header to the answer. */
  header(name: string, value: string): void;
  /** Runs once the transaction is committed, before the answer; a replay runs nothing. */
  afterwards(work: () => Promise<void>): void;
  /** From when the age of the stored answer counts, if the handler has moved the project's clock. */
  keepFrom(at: Date): void;
}

export interface RouteOptions<C> {
  /** Whose idempotency key it is, if the credential does not say so; by default the project's. */
  readonly actor?: (call: C) => Promise<{ readonly id: string } | undefined>;
  /** The handler does not need stored keys, because its own rows tell copies apart. */
  readonly ownIdempotency?: boolean;
  /** The handler opens its own transactions, on `services.db`. */
  readonly ownTransactions?: boolean;
}

export interface Router {
  /** Everything registered so far, which the OpenAPI document describes. */
  readonly operations: readonly Operation[];
  route<P extends z.ZodMiniType, Q extends z.ZodMiniType, B extends z.ZodMiniType, A extends z.ZodMiniType>(
    operation: Operation<P, Q, B, A>,
    handler: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<z.output<A>>,
    options?: RouteOptions<Call<z.output<P>, z.output<Q>, z.output<B>>>,
  ): void;
  /** A route that handles request and answer as streams, without reading the one or checking the other. */
  stream<P extends z.ZodMiniType>(operation: Operation<P>, handler: (call: StreamCall<z.output<P>>) => Promise<Response>): void;
}

export interface StreamCall<Params = unknown> {
  readonly request: Request;
  readonly params: Params;
  readonly caller: Exclude<Caller, { kind: 'none' }>;
  readonly project: Project;
  readonly now: Date;
  readonly idempotencyKey: string | undefined;
  readonly services: Services;
}

export interface Variables {
  requestId: string;
  /** Known once the credential was read. The answer's CORS headers depend on it. */
  project?: Project;
}

export interface RouterHooks {
  /** Called when the caller is known, before any work: counts the request against its limits. */
  onCaller(c: Context<{ Variables: Variables }>, caller: Caller): void;
  /** Tests check each answer against its schema; a page that asks has its own strict mode. */
  readonly checkAnswers: boolean;
}

export const projectTime = (project: Project, realMs: number): Date => new Date(realMs + project.clockOffsetMs);

/** Registers operations of the contract. Everything about HTTP happens here, so handlers need not care. */
export function createRouter(app: Hono<{ Variables: Variables }>, services: Services, hooks: RouterHooks): Router {
  const identify = createIdentifier(services.db);

  /** The caller, once it is clear that they may ask. */
  async function enter(c: Context<{ Variables: Variables }>, operation: Operation): Promise<Caller> {
    const caller = await identify(c.req.raw.headers, services.now());
    if (caller.kind !== 'none') c.set('project', caller.project);
    hooks.onCaller(c, caller);
    authorize(caller, operation);
    return caller;
  }

  const operations: Operation[] = [];
  return {
    operations,

    stream(operation, handler) {
      operations.push(operation);
      app.on(operation.method.toUpperCase(), routePath(operation), async (c) => {
        const caller = await enter(c, operation);
        if (caller.kind === 'none') throw new Error(`${operation.id} is open to all and has no project`);
        const { project } = caller;
        const idempotencyKey = operation.method === 'get' ? undefined : idempotencyKeyOf(c.req.raw.headers, undefined);
        const params = parseWith(operation.params, c.req.param(), 'path');
        return handler({ request: c.req.raw, params, caller, project, now: projectTime(project, services.now()), idempotencyKey, services });
      });
    },

    route(operation, handler, options = {}) {
      operations.push(operation);
      app.on(operation.method.toUpperCase(), routePath(operation), async (c) => {
        const caller = await enter(c, operation);
        const params = parseWith(operation.params, c.req.param(), 'path');
        const query = parseWith(operation.query, c.req.query(), 'query');
        const { rawBody, files } = await readBody(operation, c.req.raw);
        const body = parseWith(operation.body, rawBody, 'body');
        // One moment for all tries of a transaction: what is named after it keeps its name.
        const now = caller.kind === 'none' ? new Date(services.now()) : projectTime(caller.project, services.now());

        const callOn = (db: Db) => ({
          params, query, body, files, db, caller, now, services,
          get project() {
            if (caller.kind === 'none') throw new Error(`${operation.id} is open to all and has no project`);
            return caller.project;
          },
          baseUrl: services.publicUrl ?? new URL(c.req.url).origin,
          headers: c.req.raw.headers,
          idempotencyKey: idempotencyKeyOf(c.req.raw.headers, rawBody),
          header: (name: string, value: string) => c.header(name, value),
          afterwards: (task: () => Promise<void>) => void later.push(task),
          keepFrom: (at: Date) => void (keptFrom = at),
        });
        let later: (() => Promise<void>)[] = [];
        let keptFrom: Date | undefined;
        const work = async (db: Db): Promise<Answer> => {
          later = []; // A transaction that is tried again starts over.
          const answered = await handler(callOn(db));
          return { status: operation.status ?? 200, body: answered, keptFrom };
        };

        const answer = operation.method === 'get' ? await work(services.db) : await mutate(callOn(services.db), work);
        for (const task of later) await task();
        if (answer.replayed) c.header('X-Idempotency-Replayed', 'true');
        if (hooks.checkAnswers && answer.status < 300) parse(operation.answer, answer.body, `answer of ${operation.id}`);
        return c.json(answer.body as object, answer.status as 200);

        async function mutate(call: ReturnType<typeof callOn>, run: (db: Db) => Promise<Answer>): Promise<Answer> {
          if (options.ownTransactions) return run(services.db);
          if (!call.idempotencyKey || options.ownIdempotency || caller.kind === 'none') return inTransaction(services.db, run);
          const actor = caller.kind === 'session' ? caller.customer : await options.actor?.(call);
          return once(services.db, run, {
            scope: {
              projectId: caller.project.id,
              customerId: actor?.id ?? '',
              route: `${operation.method} ${operation.path}`,
              key: call.idempotencyKey,
            },
            request: { params: call.params, query: call.query, body: rawBody },
            now: call.now,
            errorContext: { requestId: c.get('requestId'), at: new Date(services.now()), path: operation.path },
          });
        }
      });
    },
  };
}

/** Hono's spelling of a path. */
const routePath = ({ path }: Operation): string => path.replaceAll(/\{\+(\w+)\}/g, ':$1{.*}').replaceAll(/\{(\w+)\}/g, ':$1');

async function readBody(operation: Operation, request: Request): Promise<{ rawBody: unknown; files: readonly SentFile[] }> {
  if (operation.method === 'get') return { rawBody: undefined, files: [] };
  if (!operation.files || !isMultipart(request)) return { rawBody: await readJson(request), files: [] };
  const { fields, files } = await readForm(request, operation.files);
  // With the digests, a copy with another file is another request.
  return { rawBody: { ...fields, files: files.map((file) => file.sha256) }, files };
}

function parseWith<T extends z.ZodMiniType>(schema: T | undefined, value: unknown, where: string): z.output<T> {
  if (!schema) return undefined as z.output<T>;
  if (where !== 'body') refuseUnstorable(value);
  return parse(schema, value, where);
}

const IDEMPOTENCY_KEY_LENGTH_MAX = 255;

/** The header, else `idempotency_key` in the body, else the one in its `metadata`. */
function idempotencyKeyOf(headers: Headers, body: unknown): string | undefined {
  const own = fieldOf(body, 'idempotency_key') ?? undefined;
  // Left aside, a number would be a key that does not keep its promise.
  if (own !== undefined && typeof own !== 'string') throw new ApiError('invalid_request', 'idempotency_key: must be text');
  const key = headers.get('idempotency-key') ?? own ?? textAt(fieldOf(body, 'metadata'), 'idempotency_key');
  if (key !== undefined && (key === '' || key.length > IDEMPOTENCY_KEY_LENGTH_MAX)) {
    throw new ApiError('invalid_request', `An idempotency key has 1 to ${IDEMPOTENCY_KEY_LENGTH_MAX} characters`);
  }
  return key;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

function textAt(value: unknown, name: string): string | undefined {
  const text = fieldOf(value, name);
  return typeof text === 'string' ? text : undefined;
}

/** The signed-in customer, in operations for session tokens alone. */
export function customerOf(call: Pick<Call, 'caller'>): Customer {
  if (call.caller.kind !== 'session') throw new ApiError('forbidden', 'This route needs a session token');
  return call.caller.customer;
}
