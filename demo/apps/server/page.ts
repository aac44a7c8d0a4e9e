import { html, initialData, products, renderToString, usageMetrics, type TemplateResult } from 'billing-elements/ssr';
import type { PageSettings } from '../../server-rendered.js';

/** The whole page, drawn: plans for a stranger, a workspace for whoever is signed in. */
export async function renderPage(settings: PageSettings): Promise<string> {
  const body = settings.sessionToken === undefined ? await stranger(settings) : await workspace(settings);
  return renderToString(document(body));
}

const document = (body: TemplateResult): TemplateResult => html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>Northwind Notes from a server</title>
      <link rel="icon" href="/assets/mark.svg" />
      <link rel="stylesheet" href="/assets/demo.css" />
      <script type="module" src="/kit/autoloader.js"></script>
      <script type="module" src="app.js"></script>
    </head>
    <body>
      ${body}
    </body>
  </html>
`;

async function stranger({ apiUrl, publishableKey }: PageSettings): Promise<TemplateResult> {
  const data = await initialData({ apiUrl, publishableKey }, [products]);
  return html`
    <header class="bar">
      <strong class="brand">Northwind Notes from a server</strong>
      <form method="post" action="sign-up"><button>Sign up</button></form>
    </header>
    <billing-provider api-url=${apiUrl} publishable-key=${publishableKey} initial-data=${JSON.stringify(data)}>
      <main>
        <pricing-table><h1 slot="heading">Plans for every kind of note</h1></pricing-table>
      </main>
    </billing-provider>
  `;
}

async function workspace({ apiUrl, user = '', sessionToken }: PageSettings): Promise<TemplateResult> {
  const data = await initialData({ apiUrl, sessionToken }, [products, usageMetrics]);
  const sessionUrl = `/api/billing-session?user=${encodeURIComponent(user)}`;
  return html`
    <header class="bar">
      <strong class="brand">Northwind Notes from a server</strong>
      <a href="./">Sign out</a>
    </header>
    <billing-provider api-url=${apiUrl} session-token-url=${sessionUrl} initial-data=${JSON.stringify(data)}>
      <main class="workspace">
        <section class="card">
          <h2>Render pages</h2>
          <div class="buttons"><button type="button" id="render">Render 10 pages</button></div>
          <p id="outcome" role="status"></p>
        </section>
        <section class="card">
          <h2>This period</h2>
          <usage-meter feature="api_calls"></usage-meter>
        </section>
        <section class="pair">
          <feature-gate feature="custom_branding"><p id="branding" class="card">Your own logo on every page.</p></feature-gate>
          <subscription-panel></subscription-panel>
        </section>
        <section class="wide">
          <pricing-table><h2 slot="heading">Plans</h2></pricing-table>
        </section>
      </main>
    </billing-provider>
  `;
}
