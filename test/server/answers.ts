/** A `fetch` that gives prepared answers in turn and remembers what it was asked. */
export interface Asked {
  method: string;
  url: string;
  headers: Headers;
  body: unknown;
}

type Answer = Response | Error | ((asked: Asked, signal: AbortSignal | null) => Response | Promise<Response>);

export function answering(...answers: Answer[]): { fetch: typeof fetch; asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    fetch: async (input, init) => {
      const request = {
        method: init?.method ?? 'GET',
        url: String(input),
        headers: new Headers(init?.headers),
        body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : init?.body,
      };
      asked.push(request);
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      if (answer === undefined) throw new Error('no answer was prepared');
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? answer(request, init?.signal ?? null) : answer.clone();
    },
  };
}

export const refusal = (status: number, code: string, headers: Record<string, string> = {}, details?: unknown): Response =>
  Response.json(
    { error: { code, message: `said by the API: ${code}`, details, requestId: 'req_1', timestamp: '2026-11-21T08:00:00.000Z' }, statusCode: status },
    { status, headers },
  );
