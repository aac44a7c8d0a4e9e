import type { Tab } from './world.js';

export interface Call {
  url: string;
  method: string;
  headers: Headers;
  body: string;
  tab: Tab;
  at: number;
}

/** What a server does with a call. `hang` never answers; `hang-body` sends headers and then nothing; `down` is no connection. */
export type Reply = { status?: number; headers?: Record<string, string>; body?: unknown } | 'hang' | 'hang-body' | 'down';

export interface NetworkOptions {
  answer(call: Call): Reply | Promise<Reply>;
  /** One way, ms. */
  latencyMs?: number | (() => number);
  /** Does the machine's network see this call through? Asked once per direction. */
  carries?(call: Call, direction: 'there' | 'back'): boolean;
}

/** A `fetch` for one tab over simulated time; records what reached the server. */
export function createNetwork({ answer, latencyMs = 40, carries = () => true }: NetworkOptions) {
  const calls: Call[] = [];
  const fetchFor =
    (tab: Tab): typeof fetch =>
    async (input, init = {}) => {
      const { world } = tab;
      const { signal } = init;
      const call: Call = {
        url: String(input),
        method: init.method ?? 'GET',
        headers: new Headers(init.headers),
        body: typeof init.body === 'string' ? init.body : '',
        tab,
        at: world.time,
      };
      return new Promise<Response>((resolve, reject) => {
        const fail = (error: unknown): void => tab.run(() => reject(error));
        signal?.addEventListener('abort', () => fail(signal.reason));
        if (signal?.aborted) return fail(signal.reason);
        const trip = async (): Promise<void> => {
          await world.wait(typeof latencyMs === 'number' ? latencyMs : latencyMs());
          if (tab.dead || !carries(call, 'there')) throw new TypeError('Failed to fetch');
          calls.push(call);
          const reply = await world.real(Promise.resolve(answer(call)));
          if (reply === 'hang') return;
          if (reply === 'down') throw new TypeError('Failed to fetch');
          await world.wait(typeof latencyMs === 'number' ? latencyMs : latencyMs());
          if (!carries(call, 'back')) throw new TypeError('Failed to fetch');
          tab.run(() => resolve(toResponse(reply, signal)));
        };
        trip().catch(fail);
      });
    };
  return { calls, fetchFor };
}

function toResponse(reply: Exclude<Reply, 'hang' | 'down'>, signal: AbortSignal | null | undefined): Response {
  if (reply === 'hang-body') {
    const body = new ReadableStream({ start: (it) => signal?.addEventListener('abort', () => it.error(signal.reason)) });
    return new Response(body, { status: 200 });
  }
  const { status = 200, headers, body } = reply;
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(status === 204 ? null : text, { status, ...(headers && { headers }) });
}
