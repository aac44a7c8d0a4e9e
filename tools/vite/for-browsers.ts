import type { Plugin } from 'vite';
import { minifiedTemplates } from './minify-templates.js';
import { plainProperties } from './plain-properties.js';
import { terser } from './terser.js';

/** Makes elements small for a browser, when no other bundler comes after. */
export const forBrowsers = (): Plugin[] => [minifiedTemplates(), plainProperties(), terser()];
