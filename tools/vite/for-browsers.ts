import type { Plugin } from 'vite';
import { minifiedTemplates } from './minify-templates.js';
import { plainProperties } from './plain-properties.js';
import { terser } from './terser.js';

/** What makes elements small for a browser, where no bundler comes after. */
export const forBrowsers = (): Plugin[] => [minifiedTemplates(), plainProperties(), terser()];
