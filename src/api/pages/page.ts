import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { cspHash } from '../domain/hash.js';
import type { Project } from '../store/tables.js';
import { TELLER, type Telling } from './frame.js';
import { STYLE } from './style.js';
import type { PageWords } from './words/index.js';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface PageOptions {
  readonly title: string;
  readonly words: PageWords;
  readonly status?: number | undefined;
  /** Where its form may lead beside this server: browsers hold redirects after a form to this too. */
  readonly formOrigins?: readonly string[];
  /** Pages that may show this one in a frame. */
  readonly frameOrigins?: readonly string[];
  /** What it tells the page that it is framed in; it is drawn without a frame of its own then. */
  readonly telling?: Telling | undefined;
}

let hashes: Promise<readonly [style: string, script: string]> | undefined;

/** The one style and the one script element of a page, named by their hashes so that nothing injected can style or run anything. */
const hashesOf = (): Promise<readonly [style: string, script: string]> => (hashes ??= Promise.all([cspHash(STYLE), cspHash(TELLER)]));

/** A whole hosted page. It needs no script: it works where scripts are off, and outside a frame it has none to be attacked. */
export async function page(content: Html, { title, words, status = 200, formOrigins = [], frameOrigins = [], telling }: PageOptions): Promise<Response> {
  const [style, script] = await hashesOf();
  const text = await html`<!doctype html>
<html lang="${words.lang}" dir="${words.dir}" ${telling ? html`data-frame="${JSON.stringify(telling)}"` : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
${content}
${telling ? html`<script>${raw(TELLER)}</script>` : ''}
</body>
</html>`;
  return new Response(String(text), {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': [
        "default-src 'none'",
        `style-src ${style}`,
        ...(telling ? [`script-src ${script}`] : []),
        `form-action 'self' ${formOrigins.join(' ')}`.trim(),
        `frame-ancestors ${frameOrigins.join(' ') || "'none'"}`,
        "base-uri 'none'",
      ].join('; '),
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  });
}

/** Who asks for money, at the head of a page, and that none moves in test mode. */
export const seller = (words: PageWords, { name, mode }: Pick<Project, 'name' | 'mode'>): Html =>
  html`<p class="seller"><span>${name}</span>${mode === 'test' ? html`<span class="pill">${words.text('testMode')}</span>` : ''}</p>`;

/** A page that says one thing, with at most one way on. */
export const notice = (options: {
  readonly mark: 'done' | 'wait';
  readonly title: string;
  readonly text: string;
  readonly link?: { readonly href: string; readonly label: string } | undefined;
}): Html => html`<main class="one"><div>
  <div class="mark ${options.mark === 'done' ? '' : 'warn'}" aria-hidden="true">${raw(options.mark === 'done' ? TICK : CLOCK)}</div>
  <h1>${options.title}</h1>
  <p class="soft">${options.text}</p>
  ${options.link ? html`<div class="stack"><a class="button primary" href="${options.link.href}">${options.link.label}</a></div>` : ''}
</div></main>`;

const icon = (path: string): string =>
  `<svg width="22" height="22" viewBox="0 0 22 22" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${path}</svg>`;
const TICK = icon('<path d="M5 11.6l4 4 8-9"/>');
const CLOCK = icon('<circle cx="11" cy="11" r="8"/><path d="M11 6.5V11l3 2"/>');
