import path from 'node:path';
import type { Alias } from 'vite';

/** Imports of the package by its name are of these sources, where an app of ours is built beside them. */
export const PACKAGE_ALIAS: readonly Alias[] = [
  { find: /^billing-elements$/, replacement: path.resolve('src/index.ts') },
  { find: /^billing-elements\/react\/(.*)\.js$/, replacement: path.resolve('src/generated/react/$1.ts') },
  { find: /^billing-elements\/(.*?)(\.js)?$/, replacement: path.resolve('src/$1.ts') },
];
