import * as z from 'zod/mini';
import type { Operation } from '../contract/operation.js';
import { ServerError } from '../core/errors.js';
import { unsendable } from './failures.js';
import type { CallOptions, Transport } from './transport.js';

export interface OperationInput<Path, Query, Body> extends CallOptions {
  headers?: Record<string, string>;
  params?: Path;
  query?: Query;
  /** FormData where the route takes files too. */
  body?: Body | FormData;
}

/** Calls one route of the contract. The answer is checked: `has_access: "false"` must not open anything. */
export type Caller = <Path extends z.ZodMiniType, Query extends z.ZodMiniType, Body extends z.ZodMiniType, Answer extends z.ZodMiniType>(
  operation: Operation<Path, Query, Body, Answer>,
  input?: OperationInput<z.input<Path>, z.input<Query>, z.input<Body>>,
) => Promise<z.output<Answer>>;

const METHODS = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE' } as const;

export function createCaller(send: Transport): Caller {
  return async (operation, { params, query, ...call } = {}) => {
    const answer = await send({
      ...call,
      method: METHODS[operation.method],
      path: pathOf(operation, params),
      query: query as Record<string, string | undefined> | undefined,
    });
    const checked = z.safeParse(operation.answer, answer);
    if (checked.success) return checked.data;
    const [issue] = checked.error.issues;
    throw new ServerError('invalid_response', `${operation.id}: ${issue?.path.join('.') ?? 'the answer'} is not as agreed: ${issue?.message ?? ''}`);
  };
}

function pathOf({ id, path }: Operation, params: unknown): string {
  const values = (params ?? {}) as Record<string, unknown>;
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    // '.' and '..' stay as they are when encoded, and would climb to another route.
    if (typeof value !== 'string' || ['', '.', '..'].includes(value)) throw unsendable(id, `${name} has to be an id`);
    return encodeURIComponent(value);
  });
}
