import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { chooseLocale } from '../../src/api/domain/locale.js';
import { countOn } from '../../src/api/domain/token-balance.js';
import { headersTo, targetOf } from '../../src/api/domain/upstream.js';

describe('the address of a gateway call', () => {
  const upstream = { url: 'https://ai.example/base/v1', paths: ['/chat', '/files/'] };
  const hostile = fc.array(
    fc.constantFrom('chat', 'files', '/', '//', '.', '..', '%2e', '%2E', '%252e', '%2f', '%5c', '\\', '@', ':', '?', '#', '%', '%00', '%0d%0a', 'x', '%zz', '%25', '%c0%ae', 'é', ' ', ';', 'https:'),
    { maxLength: 12 },
  );

  /** As many times decoded as a careless server might. */
  const decodings = (path: string): string[] => {
    const all = [path];
    for (let index = 0; index < 6; index += 1) {
      try {
        all.push(decodeURIComponent(all.at(-1) ?? ''));
      } catch {
        break;
      }
    }
    return all;
  };

  it('lies below the upstream and its open paths, however often it is decoded, or there is none', () => {
    let open = 0;
    fc.assert(
      fc.property(hostile, fc.boolean(), (parts, below) => {
        // As it comes out of the URL of a request.
        const { pathname } = new URL(`http://api.test/gateway/${below ? 'chat/' : ''}${parts.join('')}`);
        if (!pathname.startsWith('/gateway/')) return;
        const target = targetOf(upstream, pathname.slice('/gateway/'.length), '?q=1');
        if (!target) return;
        open += 1;
        assert.equal(target.origin, 'https://ai.example');
        for (const path of decodings(target.pathname)) {
          assert.match(path, /^\/base\/v1\/(chat(\/|$)|files\/)/);
          assert.ok(!/[\\\p{Control}]/u.test(path) && !path.split('/').some((segment) => segment === '..' || segment === '.'), path);
        }
        assert.equal(target.username + target.password + target.hash, '');
      }),
      { numRuns: 20_000, seed: 7 },
    );
    assert.ok(open > 500, `only ${open} were open`);
  });
});

describe('the headers of a gateway call', () => {
  it('hold no secret that was not asked for by its full name', () => {
    const secret = (name: string) => ({ GATEWAY_A: 'aaa', DATABASE_URL: 'postgres://secret' })[name];
    const sent = (headers: Record<string, string>) => headersTo({ headers }, new Headers(), secret);
    assert.equal(sent({ authorization: 'Bearer ${GATEWAY_A}' })?.get('authorization'), 'Bearer aaa');
    assert.equal(sent({ x: '${DATABASE_URL}' })?.get('x'), '${DATABASE_URL}');
    assert.equal(sent({ x: '${GATEWAY_B}' }), undefined);
  });

  it('are the upstream\'s where both name one', () => {
    const headers = headersTo({ headers: { accept: 'ours' } }, new Headers({ accept: 'theirs', 'content-type': 'text/plain', cookie: 'a=1' }), () => undefined);
    assert.deepEqual([...(headers ?? [])], [['accept', 'ours'], ['content-type', 'text/plain']]);
  });
});

describe('the language of the paywall', () => {
  it('is always one that there is', () => {
    const available = ['en', 'de', 'pt-BR'];
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (header) => available.includes(chooseLocale(header, available, 'en'))));
    assert.equal(chooseLocale('pt-br', available, 'en'), 'pt-BR');
    assert.equal(chooseLocale('pt', available, 'en'), 'en');
    assert.equal(chooseLocale('de;q=0, en;q=0.1', available, 'de'), 'en');
    assert.equal(chooseLocale(null, available, 'de'), 'de');
  });
});

describe('a balance over the days', () => {
  it('never falls by itself, and is at least the trial on a day that has not had it', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(100), fc.nat(100), fc.option(fc.nat(100)), (count, toppedUpDay, day, trial) => {
        const now = countOn(day, { count, toppedUpDay }, trial);
        assert.equal(now, day > toppedUpDay ? Math.max(count, trial ?? 0) : count);
      }),
    );
    assert.equal(countOn(1, undefined, 20), 20);
    assert.equal(countOn(1, undefined, null), 0);
  });
});
