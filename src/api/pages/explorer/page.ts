import { html, raw } from 'hono/html';
import { cspHash } from '../../domain/hash.js';
import type { OpenApiDocument, OpenApiOperation } from '../../openapi/document.js';
import type { Json } from '../../openapi/schemas.js';
import type { Html } from '../page.js';
import { createSchemaReader, firstLine, marked, type SchemaReader } from './schema.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

interface Listed {
  readonly method: string;
  readonly path: string;
  readonly operation: OpenApiOperation;
  /** What the filter looks into. */
  readonly search: string;
}

/** A page with its headers, to be served as often as asked for. */
export interface ServedPage {
  readonly body: string;
  readonly init: { readonly headers: Record<string, string> };
}

/** The whole document as one page. All of it is there without scripts; the script adds the filter and trying things out. */
export async function explorerPage(document: OpenApiDocument): Promise<ServedPage> {
  const text = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${document.info.title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
${content(document)}
<script>${raw(SCRIPT)}</script>
</body>
</html>`;
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': await policy(),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-cache',
  };
  return { body: String(text), init: { headers } };
}

/** This page's own style and script, requests to this server, and nothing else. */
const policy = async (): Promise<string> =>
  [
    "default-src 'none'",
    `style-src ${await cspHash(STYLE)}`,
    `script-src ${await cspHash(SCRIPT)}`,
    "connect-src 'self'",
    'img-src data:',
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

function content(document: OpenApiDocument): Html {
  const reader = createSchemaReader(document);
  const groups = document.tags.map((tag) => ({ ...tag, listed: listedUnder(document, tag.name) }));
  return html`<a class="skip" href="#content">To the operations</a>
<header>
  <h1>${document.info.title} <small>${document.info.version}</small></h1>
  <form id="key-form"><label for="key">Key or token</label>
    <input id="key" type="password" autocomplete="off" spellcheck="false" placeholder="sk_test_…" aria-describedby="key-note">
    <span id="key-note">Forgotten with this page</span></form>
</header>
<div class="frame">
<nav aria-label="Operations">
  <input id="filter" type="search" placeholder="Filter" aria-label="Filter operations">
  <div class="list">${groups.map(({ name, listed }) => html`<div data-group><h2>${name}</h2><ul>${listed.map(
    ({ operation, search }) => html`<li data-search="${search}"><a href="#${operation.operationId}">${operation.operationId}</a></li>`,
  )}</ul></div>`)}</div>
</nav>
<main id="content">
  <div class="about">${about(document.info.description)}<p><a href="openapi.json">openapi.json</a>: the same for programs</p></div>
  <p id="nothing" class="soft" role="status" hidden>No operation has all of these words.</p>
  ${groups.map(({ name, description, listed }) => html`<section data-group aria-label="${name}">
    <h2>${name}</h2><p class="soft">${description}</p>
    ${listed.map((it) => operationBlock(it, reader))}
  </section>`)}
</main>
</div>`;
}

const listedUnder = ({ paths }: OpenApiDocument, tag: string): Listed[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation.tags.includes(tag)
        ? [{ method, path, operation, search: [method, path, operation.operationId, operation.summary, tag].join(' ').toLowerCase() }]
        : [],
    ),
  );

const about = (markdown: string): Html[] =>
  markdown.split('\n\n').map((paragraph) => html`<p>${marked(paragraph)}</p>`);

function operationBlock(listed: Listed, reader: SchemaReader): Html {
  const { method, path, operation, search } = listed;
  const body = bodySchema(operation);
  const parameters = operation.parameters.filter((it) => it['name'] !== undefined);
  return html`<details class="operation" id="${operation.operationId}" data-search="${search}">
    <summary><span class="method ${method}">${method}</span><span class="path">${path}</span><span class="soft">${operation.summary}</span></summary>
    <div class="inside"><div>
      <h3>Who may call it</h3><p class="who">${who(operation).map((name) => html`<span>${name}</span>`)}</p>
      ${parameters.length > 0 ? html`<h3>Parameters</h3><ul class="fields">${parameters.map((it) => parameterRow(it, reader))}</ul>` : ''}
      ${body ? html`<h3>Body</h3>${reader.fields(body)}` : ''}
      <h3>Answers</h3><div class="answers">${Object.entries(operation.responses).map(([status, response]) => answerBlock(status, response, reader))}</div>
    </div>
    ${tryForm(listed, parameters, body, reader)}</div>
  </details>`;
}

const CREDENTIALS: Readonly<Record<string, string>> = { secretKey: 'Secret key', sessionToken: 'Session token', publishableKey: 'Publishable key' };

function who({ security }: OpenApiOperation): string[] {
  const names = security.flatMap((it) => Object.keys(it)).flatMap((name) => CREDENTIALS[name] ?? []);
  return names.length > 0 ? names : ['Anybody'];
}

const jsonSchemaOf = (it: Json | undefined): Json | undefined =>
  (it?.['content'] as Record<string, { schema: Json }> | undefined)?.['application/json']?.schema;

const bodySchema = ({ requestBody }: OpenApiOperation): Json | undefined => jsonSchemaOf(requestBody);

const parameterRow = (it: Json, reader: SchemaReader): Html => html`<li>
  <p><code class="name">${it['name']}</code> <span class="type">${it['in']} · ${reader.typeOf(it['schema'] as Json)}</span>${it['required'] ? '' : html` <span class="optional">optional</span>`}</p>
  ${firstLine(it['description'])}</li>`;

function answerBlock(status: string, response: Json, reader: SchemaReader): Html {
  const codes = String(response['description']).split('\n').filter((line) => line.startsWith('- '));
  const schema = jsonSchemaOf(response);
  const words = codes.length > 0 ? html`<ul>${codes.map((line) => html`<li>${marked(line.slice(2))}</li>`)}</ul>` : schema ? reader.fields(schema) : '';
  return html`<details ${codes.length > 0 ? '' : 'open'}><summary><code>${status}</code>${codes.length > 0 ? ` ${codes.length} ${codes.length === 1 ? 'code' : 'codes'}` : ''}</summary>${words}</details>`;
}

const tryForm = ({ method, path }: Listed, parameters: readonly Json[], body: Json | undefined, reader: SchemaReader): Html => html`<form class="try" data-method="${method.toUpperCase()}" data-path="${path}">
  <h3>Try it on this server</h3>
  ${parameters.map((it) => html`<label>${it['name']}<input name="${it['name']}" data-in="${it['in']}" ${it['required'] ? 'required' : ''} autocomplete="off"></label>`)}
  ${body ? html`<label>Body<textarea spellcheck="false">${JSON.stringify(reader.example(body), null, 2)}</textarea></label>` : ''}
  ${method === 'get' ? '' : html`<label>Idempotency-Key<input name="idempotency-key" autocomplete="off"></label>`}
  <button>Send</button>
  <output hidden></output>
</form>`;
