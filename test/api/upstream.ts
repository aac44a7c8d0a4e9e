import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

export interface Upstream {
  readonly url: string;
  /** Every call that arrived, in order. */
  readonly calls: Received[];
  /** Settles when the next call ends before it was answered whole. */
  abandoned(): Promise<void>;
}

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  body: string;
}

type Handler = (request: IncomingMessage, response: ServerResponse, received: Received) => void;

/** A server such as a project's gateway leads to, on a port of its own. */
export async function upstream(handle: Handler): Promise<Upstream> {
  const calls: Received[] = [];
  let leave: () => void = () => undefined;
  const server = createServer((request, response) => {
    const received: Received = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: '' };
    calls.push(received);
    request.on('data', (chunk: Buffer) => (received.body += chunk.toString()));
    response.on('close', () => {
      if (!response.writableFinished) leave();
    });
    handle(request, response, received);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    abandoned: () => new Promise((resolve) => (leave = resolve)),
  };
}
