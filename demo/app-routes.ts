import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { fill } from './templates.js';

const APPS = ['static', 'react', 'vue', 'svelte'];
const SOURCES = fileURLToPath(new URL('./apps/', import.meta.url));

export interface AppRoutesOptions {
  readonly apiUrl: string;
  readonly publishableKey: string;
  /** Where the apps are that need a build. */
  readonly builtFolder: string;
}

/** The same small product once more, as an app of each kind: `/apps/static/`, `/apps/react/` … */
export function appRoutes({ apiUrl, publishableKey, builtFolder }: AppRoutesOptions): Hono {
  const app = new Hono();
  const folderOf = (name: string): string => path.join(name === 'static' ? SOURCES : builtFolder, name);

  app.get('/:name/', async (c, next) => {
    const name = c.req.param('name');
    if (!APPS.includes(name)) return next();
    const page = path.join(folderOf(name), 'index.html');
    if (!existsSync(page)) return c.text('This app is not built yet: npm start -- --apps', 404);
    return c.html(fill(await readFile(page, 'utf8'), { apiUrl, publishableKey }));
  });
  app.use('/static/*', serveStatic({ root: folderOf('static'), rewriteRequestPath: (it) => it.replace('/apps/static', '') }));
  app.use('/*', serveStatic({ root: builtFolder, rewriteRequestPath: (it) => it.replace('/apps', '') }));
  return app;
}
