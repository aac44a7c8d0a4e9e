// npm run manifest, after the analyzer: makes from custom-elements.json what editors and type checkers read, so that a
// wrong attribute, event or property is an error where it is written. Nothing here names an element.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { customData, webTypes } from './types/editors.js';
import { llms } from './types/llms.js';
import { readElements } from './types/manifest.js';
import { jsxTypes, propsTypes, reactWrapper, svelteTypes, vueTypes } from './types/print.js';

const FOLDER = 'src/generated';
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const elements = readElements(JSON.parse(readFileSync('custom-elements.json', 'utf8')));

const files: Record<string, string> = {
  [`${FOLDER}/props.ts`]: propsTypes(elements),
  [`${FOLDER}/jsx.ts`]: jsxTypes(elements),
  [`${FOLDER}/vue.ts`]: vueTypes(elements),
  [`${FOLDER}/svelte.ts`]: svelteTypes(elements),
  ...Object.fromEntries(elements.map((element) => [`${FOLDER}/react/${element.tag}.ts`, reactWrapper(element)])),
  'html-custom-data.json': JSON.stringify(customData(elements), null, 2),
  'llms.txt': llms(elements),
  'web-types.json': JSON.stringify(webTypes(elements, version), null, 2),
};

mkdirSync(`${FOLDER}/react`, { recursive: true });
for (const file of readdirSync(`${FOLDER}/react`)) if (!(`${FOLDER}/react/${file}` in files)) rmSync(`${FOLDER}/react/${file}`);
// What has not changed is left alone, so that a build made from it is seen to be fresh.
for (const [file, text] of Object.entries(files)) if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
