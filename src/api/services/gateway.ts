import { headersFrom, isOurs } from '../domain/upstream.js';
import { ApiError } from '../http/errors.js';
import { inTransaction } from '../http/idempotency.js';
import type { Services } from '../http/router.js';
import { claimKey, forgetKey, type KeyScope } from '../store/idempotency.js';
import type { Customer, TokenType } from '../store/tables.js';
import { holdToken, keepToken, returnToken, type Hold } from './tokens.js';

export interface GatewayCall {
  readonly request: Request;
  readonly target: URL;
  readonly headers: Headers;
  readonly maxBodyBytes: number;
  readonly customer: Customer;
  readonly type: TokenType;
  readonly now: Date;
  readonly idempotencyKey: string | undefined;
}

/** Takes a token, calls the upstream, and streams its answer; the token comes back when the upstream fails. */
export async function passThrough(services: Services, call: GatewayCall): Promise<Response> {
  const { request, customer, type, now, maxBodyBytes } = call;
  const tooLarge = () => new ApiError('payload_too_large', `The body is larger than ${maxBodyBytes} bytes`);
  if (Number(request.headers.get('content-length')) > maxBodyBytes) throw tooLarge();
  const scope = scopeOf(call);
  const hold = await inTransaction(services.db, async (db) => {
    if (scope && !(await claimKey(db, scope, '', now))) {
      throw new ApiError('idempotency_conflict', 'A call with this key was made, and what a gateway call answers is not kept');
    }
    return holdToken(db, customer, type, now, new Date(services.now()));
  });
  const giveBack = () =>
    inTransaction(services.db, async (db) => {
      await returnToken(db, hold, now);
      if (scope) await forgetKey(db, scope);
    });

  let sentTooMuch = false;
  const body = request.body && withLimit(request.body, maxBodyBytes, () => (sentTooMuch = true));
  let answer: Response;
  try {
    answer = await callUpstream(services, call, body);
  } catch (error) {
    await giveBack();
    if (sentTooMuch) throw tooLarge();
    throw error;
  }
  if (isOurs(answer.status)) {
    await answer.body?.cancel();
    await giveBack();
    throw new ApiError('upstream_failed', `The upstream answered ${answer.status}`, { status: answer.status });
  }
  const headers = headersFrom(answer.headers);
  if (!answer.ok) {
    await giveBack();
    return new Response(answer.body, { status: answer.status, headers });
  }
  headers.set('X-Query-Type', type.type);
  const settle = settlement(services, hold, giveBack);
  if (!answer.body) await settle(true);
  return new Response(answer.body && settling(answer.body, request.signal, settle), { status: answer.status, headers });
}

async function callUpstream({ gateway }: Services, { request, target, headers }: GatewayCall, body: ReadableStream<Uint8Array> | null): Promise<Response> {
  const deadline = AbortSignal.timeout(gateway.timeoutMs);
  // `duplex` is needed to send a stream, and not yet in every platform's types.
  const init: RequestInit & { duplex: 'half' } = {
    method: request.method, headers, body, duplex: 'half', redirect: 'manual',
    signal: AbortSignal.any([request.signal, deadline]),
  };
  try {
    return await gateway.fetch(target, init);
  } catch {
    // Not the cause's own words: they name hosts and ports behind us.
    if (deadline.aborted) throw new ApiError('upstream_timeout', 'The upstream did not answer in time');
    throw new ApiError('upstream_failed', 'The upstream could not be reached');
  }
}

const scopeOf = ({ customer, idempotencyKey, request }: GatewayCall): KeyScope | undefined =>
  idempotencyKey === undefined
    ? undefined
    : { projectId: customer.projectId, customerId: customer.id, route: `${request.method.toLowerCase()} api-gateway`, key: idempotencyKey };

function withLimit(body: ReadableStream<Uint8Array>, maximum: number, onTooMuch: () => void): ReadableStream<Uint8Array> {
  let size = 0;
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.byteLength;
        if (size <= maximum) return controller.enqueue(chunk);
        onTooMuch();
        controller.error(new Error('too large'));
      },
    }),
  );
}

type Settle = (succeeded: boolean) => Promise<void>;

/** If the database is down, the answer still ends well: a hold that nobody ends is given back later. */
const settlement =
  ({ db }: Services, hold: Hold, giveBack: () => Promise<void>): Settle =>
  (succeeded) =>
    (succeeded ? keepToken(db, hold).then(() => undefined) : giveBack()).catch(() => undefined);

/**
 * Passes the answer on as it comes, and reports how it ended before the caller sees its end. A caller who leaves in the
 * middle has had an answer; an upstream that breaks off has not given one.
 */
function settling(body: ReadableStream<Uint8Array>, caller: AbortSignal, settle: Settle): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        await settle(true);
        controller.close();
      } catch (error) {
        await settle(caller.aborted);
        controller.error(error);
      }
    },
    async cancel(reason) {
      await reader.cancel(reason).catch(() => undefined);
      await settle(true);
    },
  });
}
