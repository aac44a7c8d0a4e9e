import { lookup as lookUp } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { addressIn, isPublicAddress } from './domain/address.js';
import type { WebhookRequest, WebhookSender } from './services/webhooks.js';

export interface Address {
  readonly address: string;
  readonly family: number;
}

export interface NodeSenderOptions {
  /** All addresses of a name; default the system's resolver. */
  readonly resolve?: (hostname: string) => Promise<readonly Address[]>;
}

const resolveName = (hostname: string): Promise<readonly Address[]> => lookUp(hostname, { all: true, verbatim: true });

/**
 * Posts webhooks from Node. The name is resolved once, all its addresses are checked, and the connection goes to one of them:
 * a name that resolves to something else the second time gains nothing.
 */
export function nodeSender({ resolve = resolveName }: NodeSenderOptions = {}): WebhookSender {
  return async (request) => {
    const url = new URL(request.url);
    if (url.protocol !== 'https:' && !(request.local && url.protocol === 'http:')) throw new Error('Only https is sent to');
    const literal = addressIn(url);
    const addresses = literal === undefined ? await resolve(url.hostname) : [{ address: literal, family: isIP(literal) }];
    const [first] = addresses;
    if (!first) throw new Error('The name has no address');
    if (!request.local && !addresses.every(({ address }) => isPublicAddress(address))) throw new Error('The address is not a public one');
    request.signal.throwIfAborted();
    return post(url, first, request);
  };
}

function post(url: URL, pinned: Address, { headers, body, signal }: WebhookRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? requestHttps : requestHttp;
    const outgoing = start(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        signal,
        // A new socket: one that was kept may lead to an address that was not checked now.
        agent: false,
        lookup: (_name, options, answer) => {
          if (options.all) answer(null, [pinned]);
          else answer(null, pinned.address, pinned.family);
        },
      },
      (incoming) => {
        // Only the status counts, so the body is not waited for.
        incoming.destroy();
        resolve(incoming.statusCode ?? 0);
      },
    );
    outgoing.on('error', (error) => reject(signal.aborted ? new Error('No answer in time') : error));
    outgoing.end(body);
  });
}
