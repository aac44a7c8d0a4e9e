import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { CatalogFile } from '../../src/api/domain/catalog-file.js';
import { demoCatalog } from '../../src/api/seed/catalog.js';
import { applyCatalog } from '../../src/api/services/apply.js';
import { ApiGatewayClient, NetworkError, QuotaExceededError, type ApiGatewayOptions } from '../../src/server/index.js';
import { paywall } from '../api/paywall-support.js';
import { upstream, type Upstream } from '../api/upstream.js';

const API_URL = 'https://billing.example';

/** A project whose provider `ai` leads to a server of this test, and a client that pays with `user_near_limit`'s three tokens. */
async function setUp(up: Upstream, options: Partial<ApiGatewayOptions> = {}) {
  const it = await paywall();
  const ai = { id: 'ai', url: `${up.url}/v1`, tokenType: 'gpt-4' };
  const file = { ...demoCatalog, project: { ...demoCatalog.project, id: it.projectId }, upstreams: [ai] };
  await applyCatalog(it.db, z.parse(CatalogFile, file), new Date(it.clock.ms));
  const client = new ApiGatewayClient({
    projectId: it.projectId,
    apiUrl: API_URL,
    secretKey: it.secret,
    identity: { userId: 'user_near_limit' },
    fetch: (input, init) => it.api.fetch(new Request(input, init)),
    ...options,
  });
  return { client, left: () => it.count('user_near_limit') };
}

const saying = (text: string, status = 200): Promise<Upstream> =>
  upstream((_request, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(text));

describe('ApiGatewayClient', () => {
  it("gives the provider's answer for one token of the identity's", async () => {
    const up = await saying('{"said":"hi"}');
    const { client, left } = await setUp(up);
    const before = await left();
    const answer = await client.call('ai', 'chat?n=1', { method: 'POST', body: '{"q":1}' });
    assert.deepEqual(await answer.json(), { said: 'hi' });
    assert.equal(answer.headers.get('x-query-type'), 'gpt-4');
    assert.equal(await left(), before - 1);
    assert.deepEqual([up.calls[0]?.path, up.calls[0]?.body], ['/v1/chat?n=1', '{"q":1}']);
    assert.doesNotMatch(JSON.stringify(up.calls[0]?.headers), /sk_test/, 'the key of ours went on to the provider');
  });

  it("gives the provider's refusals as they are, whatever they look like", async () => {
    const up = await saying('{"error":{"code":"rate_limited","message":"slow down"}}', 429);
    const { client } = await setUp(up);
    const answer = await client.call('ai', 'chat');
    assert.equal(answer.status, 429);
    assert.match(await answer.text(), /slow down/);
  });

  it('streams: the first piece is there before the last was sent', async () => {
    let finish = (): void => {};
    const up = await upstream((_request, response) => {
      response.write('first ');
      finish = () => response.end('last');
    });
    const { client } = await setUp(up);
    const reader = (await client.call('ai', 'chat')).body?.getReader();
    const read = async (): Promise<string> => new TextDecoder().decode((await reader?.read())?.value);
    assert.equal(await read(), 'first ');
    finish();
    assert.equal(await read(), 'last');
  });

  it('says when the balance is used up, and reaches nobody then', async () => {
    const up = await saying('{}');
    const { client, left } = await setUp(up);
    while ((await left()) > 0) await (await client.call('ai', 'chat')).text();
    const reached = up.calls.length;
    await assert.rejects(client.call('ai', 'chat'), (error) => error instanceof QuotaExceededError && error.code === 'not_enough_queries');
    assert.equal(up.calls.length, reached);
  });

  it('is sent once, and says when there was no answer', async () => {
    let calls = 0;
    const fetch = (): Promise<Response> => (calls++, Promise.reject(new TypeError('fetch failed')));
    const { client } = await setUp(await saying('{}'), { fetch });
    await assert.rejects(client.call('ai', 'chat'), NetworkError);
    assert.equal(calls, 1);
  });

  it('stays below the provider', async () => {
    const { client } = await setUp(await saying('{}'));
    for (const [provider, path] of [['ai', '../openai/chat'], ['ai', 'https://evil.example/'], ['', 'chat'], ['..', 'chat']] as const) {
      await assert.rejects(client.call(provider, path), TypeError);
    }
  });
});
