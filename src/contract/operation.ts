import type * as z from 'zod/mini';

/** Who may call an operation. `publishable` keys read the catalog and nothing else; `none` needs no credential at all. */
export type Credential = 'secret' | 'session' | 'publishable' | 'none';

/** Files that may come with a body: it is multipart then, with the body's fields as text. */
export interface FileRules {
  readonly countMax: number;
  /** Of each file. */
  readonly bytesMax: number;
  /** Media types, told by content. */
  readonly types: readonly string[];
}

/**
 * One route of the HTTP surface, said once: the API validates with it, the OpenAPI document is printed from it,
 * and strict mode in the browser checks answers against it.
 */
export interface Operation<
  Path extends z.ZodMiniType = z.ZodMiniType,
  Query extends z.ZodMiniType = z.ZodMiniType,
  Body extends z.ZodMiniType = z.ZodMiniType,
  Answer extends z.ZodMiniType = z.ZodMiniType,
> {
  /** Unique and stable: generated clients name their methods after it. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** OpenAPI spelling: `/v1/checkout/{id}/status`; `{+path}` at the end takes slashes too. */
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly auth: readonly Credential[];
  readonly params?: Path;
  readonly query?: Query;
  readonly body?: Body;
  readonly files?: FileRules;
  readonly answer: Answer;
  /** Status of success; 200 where none is given. */
  readonly status?: 200 | 201;
  /** Codes, beyond those every operation may answer, that a caller should be ready for. */
  readonly errors?: readonly string[];
}

/** Keeps the literal types of one operation, so that a handler's input and answer follow from its schemas. */
export const operation = <
  Path extends z.ZodMiniType,
  Query extends z.ZodMiniType,
  Body extends z.ZodMiniType,
  Answer extends z.ZodMiniType,
>(
  it: Operation<Path, Query, Body, Answer>,
): Operation<Path, Query, Body, Answer> => it;
