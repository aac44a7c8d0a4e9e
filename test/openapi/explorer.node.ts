import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { findOrInstallChromium, launchChromium } from '../../tools/browsers.js';
import { listening, type Listening } from '../support/listening.js';
import { world } from '../api/support.js';

describe('the explorer at /docs', { skip: findOrInstallChromium() ? false : 'there is no Chromium' }, () => {
  let browser: Browser;
  let api: Listening;
  let secret: string;
  before(async () => {
    const made = await world();
    secret = made.secret;
    api = await listening(made.api);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await api.close();
  });

  /** The page, with all that it asked the network for and all that it complained of. */
  async function opened(hash = ''): Promise<{ page: Page; asked: string[]; complaints: string[] }> {
    const page = await browser.newPage();
    const asked: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`${api.url}/docs${hash}`);
    return { page, asked, complaints };
  }

  const text = (page: Page, selector: string) => page.$eval(selector, (element) => element.textContent ?? '');

  it('shows every operation of the document, and asks nobody else for anything', async () => {
    const { page, asked, complaints } = await opened();
    const document = (await (await fetch(`${api.url}/openapi.json`)).json()) as { paths: Record<string, Record<string, { operationId: string }>> };
    const expected = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    const shown = await page.$$eval('details.operation', (blocks) => blocks.map(({ id }) => id));
    assert.deepEqual(shown.toSorted(), expected.toSorted());
    assert.deepEqual(asked.filter((url) => !url.startsWith(`${api.url}/docs`) && !url.startsWith('data:')), []);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('calls the API with the key typed in, and shows the answer as text', async () => {
    const { page, complaints } = await opened('#createSessionToken');
    assert.ok(await page.$eval('#createSessionToken', (block) => (block as HTMLDetailsElement).open), 'a link opens its operation');
    await page.type('#key', secret);
    await page.$eval('#createSessionToken textarea', (field) => {
      (field as HTMLTextAreaElement).value = '{"externalUserId": "<img src=x onerror=alert(1)>"}';
    });
    await page.locator('#createSessionToken button').click(); // waits until the page has stopped scrolling to it
    await page.waitForSelector('#createSessionToken output.good');
    assert.match(await text(page, '#createSessionToken output strong'), /^201 /);
    assert.match(await text(page, '#createSessionToken output pre'), /"sessionToken": "bos_session_test_/);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  it('shows a refusal with its code', async () => {
    const { page } = await opened('#listEntitlements');
    await page.locator('#listEntitlements button').click(); // waits until the page has stopped scrolling to it
    await page.waitForSelector('#listEntitlements output.bad');
    assert.match(await text(page, '#listEntitlements output pre'), /"code": "unauthenticated"/);
    await page.close();
  });

  it('forgets the key with the page', async () => {
    const { page } = await opened();
    await page.type('#key', secret);
    await page.reload();
    assert.equal(await page.$eval('#key', (field) => (field as HTMLInputElement).value), '');
    const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await indexedDB.databases()).length]);
    assert.deepEqual(kept, [0, 0, '', 0]);
    await page.close();
  });

  it('finds operations by their words', async () => {
    const { page } = await opened();
    await page.type('#filter', 'session post');
    const shown = await page.$$eval('details.operation:not([hidden])', (blocks) => blocks.map(({ id }) => id));
    assert.ok(shown.includes('createSessionToken'));
    assert.ok(!shown.includes('listProducts'));
    await page.close();
  });

  it('runs nothing that was not in the page as served', async () => {
    const answer = await fetch(`${api.url}/docs`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'sha256-[^']+';/);
    assert.doesNotMatch(policy, /unsafe/);
  });
});
