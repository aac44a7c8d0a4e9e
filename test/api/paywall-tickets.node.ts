import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paywall, type Paywall } from './paywall-support.js';
import { ORIGIN } from './support.js';

const MIB = 1024 * 1024;

/** A file of a kind that its first bytes say, padded to `size`. */
const file = (kind: keyof typeof BEGINNINGS, name: string, size = 100, type = ''): File => {
  const bytes = new Uint8Array(size);
  bytes.set(BEGINNINGS[kind]);
  return new File([bytes], name, { type });
};

const BEGINNINGS = {
  pdf: [...Buffer.from('%PDF-1.7\n')],
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  jpeg: [0xff, 0xd8, 0xff, 0xe0],
  webp: [...Buffer.from('RIFF\0\0\0\0WEBPVP8 ')],
  html: [...Buffer.from('<html><script>alert(1)</script>')],
  wav: [...Buffer.from('RIFF\0\0\0\0WAVEfmt ')],
};

const FIELDS = { subject: 'Refund request', content: 'I would like to cancel …', customer_email: 'ada@example.com' };

const send = async (it: Paywall, files: readonly File[], { as = it.secret, fields = FIELDS as Record<string, string>, headers = {} as Record<string, string> } = {}) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const each of files) form.append('files', each);
  const answer = await it.api.fetch(new Request(ORIGIN + it.path('support/ticket'), { method: 'POST', body: form, headers: { 'x-api-key': as, ...headers } }));
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as { ticket: { id: string; status: string }; code: string; error: string } };
};

const tickets = (it: Paywall) => it.db.selectFrom('tickets').selectAll().where('projectId', '=', it.projectId).execute();
const stored = (it: Paywall) => it.db.selectFrom('ticketFiles').selectAll().where('projectId', '=', it.projectId).orderBy('position').execute();

describe('a support ticket', () => {
  it('is taken as JSON', async () => {
    const it = await paywall();
    const { status, body } = await it.post('support/ticket', FIELDS);
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.ticket.status, 'open');
    const [row] = await tickets(it);
    assert.deepEqual([row?.id, row?.subject, row?.content, row?.email], [body.ticket.id, FIELDS.subject, FIELDS.content, FIELDS.customer_email]);
  });

  it('is taken with five files of the four kinds, told by their content', async () => {
    const it = await paywall();
    const files = [file('pdf', 'a.pdf'), file('png', 'b.png', 200, 'text/html'), file('jpeg', '../../c.exe'), file('webp', 'd\u0007.webp'), file('pdf', 'x'.repeat(300))];
    const { status, body } = await send(it, files);
    assert.equal(status, 200, JSON.stringify(body));
    const rows = await stored(it);
    assert.deepEqual(rows.map(({ type }) => type), ['application/pdf', 'image/png', 'image/jpeg', 'image/webp', 'application/pdf']);
    assert.deepEqual(rows.map(({ name }) => name).slice(0, 4), ['a.pdf', 'b.png', 'c.exe', 'd.webp']);
    assert.deepEqual(rows.map(({ size, content }) => [size, content.byteLength]), [[100, 100], [200, 200], [100, 100], [100, 100], [100, 100]]);
    assert.deepEqual([...(rows[1]?.content ?? [])].slice(0, 8), BEGINNINGS.png);
  });

  it('takes five files of 10 MB each', async () => {
    const it = await paywall();
    const { status, body } = await send(it, Array.from({ length: 5 }, (_, index) => file('pdf', `${index}.pdf`, 10 * MIB)));
    assert.equal(status, 200, JSON.stringify(body));
    const { total } = await it.db.selectFrom('ticketFiles').select((eb) => eb.fn.sum<number>(eb.fn<number>('octet_length', ['content'])).as('total')).where('projectId', '=', it.projectId).executeTakeFirstOrThrow();
    assert.equal(Number(total), 50 * MIB);
  });

  it('refuses a sixth file, one that is too large, and what is none of the kinds', async () => {
    const it = await paywall();
    const code = async (files: readonly File[]) => {
      const { status, body } = await send(it, files);
      assert.equal(body.error, body.code);
      return [status, body.code];
    };
    assert.deepEqual(await code(Array.from({ length: 6 }, (_, index) => file('pdf', `${index}.pdf`))), [400, 'invalid_file']);
    assert.deepEqual(await code([file('pdf', 'a.pdf', 10 * MIB + 1)]), [400, 'invalid_file']);
    assert.deepEqual(await code([file('html', 'a.pdf', 100, 'application/pdf')]), [400, 'invalid_file']);
    assert.deepEqual(await code([file('wav', 'a.webp', 100, 'image/webp')]), [400, 'invalid_file']);
    assert.deepEqual(await code([new File([], 'empty.pdf', { type: 'application/pdf' })]), [400, 'invalid_file']);
    assert.deepEqual(await tickets(it), []);
    assert.deepEqual(await stored(it), []);
  });

  it('refuses a body over 52 MiB, said or unsaid', async () => {
    const it = await paywall();
    const post = (init: RequestInit & { duplex?: 'half' }, headers = {}) =>
      it.api.fetch(new Request(ORIGIN + it.path('support/ticket'), { method: 'POST', ...init, headers: { 'x-api-key': it.secret, 'content-type': 'multipart/form-data; boundary=x', ...headers } }));
    assert.equal((await post({ body: 'x' }, { 'content-length': String(52 * MIB + 1) })).status, 413);
    let sent = 0;
    const chunk = new Uint8Array(MIB);
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => void ((sent += 1), controller.enqueue(chunk)) });
    assert.equal((await post({ body: endless, duplex: 'half' })).status, 413);
    assert.ok(sent <= 60, `read ${sent} MiB`);
    assert.equal((await it.post('support/ticket', { ...FIELDS, content: 'x'.repeat(MIB) })).status, 413);
  });

  it('refuses what is no form', async () => {
    const it = await paywall();
    for (const [type, body] of [['multipart/form-data', 'x'], ['multipart/form-data; boundary=x', 'nothing'], ['multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="subject"']] as const) {
      const answer = await it.ask('POST', it.path('support/ticket'), { as: it.secret, body, headers: { 'content-type': type } });
      assert.deepEqual([answer.status, answer.body.code], [400, 'invalid_request'], type + body);
    }
  });

  it('checks the fields the same both ways', async () => {
    const it = await paywall();
    const faults: Record<string, string>[] = [{ subject: 'no' }, { subject: 'x'.repeat(201) }, { content: '' }, { content: 'x'.repeat(5001) }, { customer_email: 'nobody' }, { subject: '    ' }, { content: 'a\0b' }];
    for (const fault of faults) {
      const fields = { ...FIELDS, ...fault };
      assert.deepEqual([(await it.post('support/ticket', fields)).status, (await send(it, [], { fields })).status], [400, 400], JSON.stringify(fault));
    }
    assert.deepEqual(await tickets(it), []);
  });

  it('needs an address with a key, and takes a session\'s own whatever it says', async () => {
    const it = await paywall();
    const { customer_email: _none, ...anonymous } = FIELDS;
    const refused = await it.post('support/ticket', anonymous);
    assert.deepEqual([refused.status, refused.body.code], [400, 'identity_required']);
    const as = await it.token('user_pro');
    const { status } = await it.post('support/ticket', { ...FIELDS, customer_email: 'somebody.else@example.com' }, { as });
    assert.equal(status, 200);
    const { id } = (await it.user('user_pro')).user;
    assert.deepEqual((await tickets(it)).map(({ email, customerId }) => [email, customerId]), [['priya@example.com', id]]);
    assert.equal((await it.ask('GET', it.path('user?email=somebody.else@example.com'), { as: it.secret })).status, 404);
  });

  it('is read, closed and its files fetched by the project\'s server, and by no other', async () => {
    const [it, other] = [await paywall(), await paywall()];
    const name = 'Übersicht "1".png';
    const { body: opened } = await send(it, [file('pdf', 'a.pdf'), file('png', name, 300)]);
    await it.post('support/ticket', { ...FIELDS, subject: 'Second', customer_email: 'bob@example.com' });
    const list = async (query = '', as = it.secret) => (await it.ask('GET', `/admin/v1/tickets${query}`, { as })).body;
    const first = await list('?limit=1');
    assert.deepEqual([first.data.length, first.hasMore], [1, true]);
    const rest = await list(`?limit=1&cursor=${first.nextCursor}`);
    const both = [...first.data, ...rest.data].toSorted((a, b) => a.subject.localeCompare(b.subject));
    assert.deepEqual(both.map(({ subject, email }) => [subject, email]), [['Refund request', 'ada@example.com'], ['Second', 'bob@example.com']]);
    assert.deepEqual(both[0].files, [{ position: 0, name: 'a.pdf', type: 'application/pdf', size: 100 }, { position: 1, name, type: 'image/png', size: 300 }]);

    const path = `/admin/v1/tickets/${opened.ticket.id}`;
    const fetched = await it.api.fetch(new Request(`${ORIGIN}${path}/files/1`, { headers: { 'x-api-key': it.secret } }));
    assert.equal((await fetched.arrayBuffer()).byteLength, 300);
    assert.deepEqual(['content-type', 'content-security-policy', 'x-content-type-options'].map((header) => fetched.headers.get(header)), ['image/png', 'sandbox', 'nosniff']);
    assert.equal(fetched.headers.get('content-disposition'), `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);

    assert.equal((await it.ask('PATCH', path, { as: it.secret, body: { status: 'closed' } })).body.status, 'closed');
    assert.deepEqual((await list('?status=closed')).data.map(({ id }: { id: string }) => id), [opened.ticket.id]);

    assert.deepEqual((await list('', other.secret)).data, []);
    for (const as of [other.secret, await it.token('user_pro')]) {
      const refused = as === other.secret ? 404 : 403;
      assert.equal((await it.ask('GET', `${path}/files/1`, { as })).status, refused);
      assert.equal((await it.ask('PATCH', path, { as, body: { status: 'open' } })).status, refused);
    }
    assert.equal((await it.ask('GET', `${path}/files/2`, { as: it.secret })).status, 404);
  });

  it('is opened once per idempotency key, files and all', async () => {
    const it = await paywall();
    const headers = { 'idempotency-key': 't1' };
    const copies = await Promise.all(Array.from({ length: 20 }, () => send(it, [file('pdf', 'a.pdf')], { headers })));
    assert.equal(new Set(copies.map(({ status, body }) => `${status} ${body.ticket.id}`)).size, 1);
    assert.equal((await tickets(it)).length, 1);
    assert.equal((await stored(it)).length, 1);
    const other = await send(it, [file('png', 'a.pdf')], { headers });
    assert.deepEqual([other.status, other.body.code], [409, 'idempotency_conflict']);
  });

  it('is not for publishable keys, nor for other projects', async () => {
    const [it, other] = [await paywall(), await paywall()];
    assert.equal((await send(it, [], { as: it.publishable })).status, 403);
    assert.equal((await send(it, [], { as: other.secret })).status, 404);
    assert.equal((await it.post('support/ticket', FIELDS, { as: '' })).status, 401);
  });
});
