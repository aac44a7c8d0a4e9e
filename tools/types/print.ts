import type { Element, Property } from './manifest.js';

const HEAD = '// Made by tools/generate-types.ts from custom-elements.json; not for editing.\n';

/** What can be set on each element, said once for all frameworks; types are the elements' own. */
export function propsTypes(elements: readonly Element[]): string {
  const imports = elements.map(({ className, module }) => `import type { ${className} } from '../${module}.js';`);
  const props = elements.flatMap(({ tag, className, properties }) => [
    `/** Properties of \`<${tag}>\`. */`,
    `export interface ${className}Props {`,
    ...properties.flatMap(({ name, description }) => member(description, `${name}?: ${className}['${name}'] | undefined`)),
    '}',
    `/** Attributes of \`<${tag}>\` that are named otherwise than their property. */`,
    `export interface ${className}Attributes {`,
    ...properties.filter(hasOwnAttribute).flatMap((it) => member(it.description, `'${it.attribute}'?: ${attributeType(it, className)} | undefined`)),
    '}',
    '',
  ]);
  return lines(
    HEAD + imports.join('\n'),
    "import type {} from '../elements/events.js';",
    '',
    '/** An event as a listener on this element gets it. */',
    'export type Heard<Name extends keyof HTMLElementEventMap, On> = HTMLElementEventMap[Name] & { readonly currentTarget: On };',
    '',
    ...props,
  );
}

const hasOwnAttribute = ({ name, attribute }: Property): boolean => attribute !== undefined && attribute !== name;

/** A boolean attribute is there or not: `false` would be written as text and count as true. For conditions use the property. */
function attributeType({ name, kind }: Property, className: string): string {
  if (kind === 'boolean') return "true | ''";
  if (kind === 'object') return 'string'; // JSON
  return kind === 'number' ? 'number | `${number}`' : `${className}['${name}']`;
}

/** React 19, in which custom elements take properties and events. */
export function jsxTypes(elements: readonly Element[]): string {
  return lines(
    HEAD + "import type { DetailedHTMLProps, HTMLAttributes } from 'react';",
    ...classImports(elements),
    '',
    "type Tag<Class, Own> = Omit<DetailedHTMLProps<HTMLAttributes<Class>, Class>, keyof Own> & Own & { class?: string | undefined };",
    '',
    ...elements.flatMap((element) => [
      `export interface ${element.className}JSX extends Props.${element.className}Props, Props.${element.className}Attributes {`,
      ...handlers(element, (event) => `'on${event}'`),
      '}',
    ]),
    '',
    "declare module 'react' {",
    '  namespace JSX {',
    '    interface IntrinsicElements {',
    ...elements.flatMap(({ tag, className, description }) => member(description, `'${tag}': Tag<${className}, ${className}JSX>`, '      ')),
    '    }',
    '  }',
    '}',
    '',
  );
}

export function vueTypes(elements: readonly Element[]): string {
  return lines(
    HEAD + "import type { HTMLAttributes, PublicProps, VNodeRef } from 'vue';",
    ...classImports(elements),
    '',
    '/** A custom element as templates see it. */',
    'interface Tag<Own> {',
    "  new (): { $props: Own & Omit<HTMLAttributes, keyof Own> & Omit<PublicProps, 'ref'> & { ref?: VNodeRef | undefined; slot?: string | undefined } };",
    '}',
    '',
    ...elements.flatMap((element) => [
      `export interface ${element.className}Vue extends Props.${element.className}Props {`,
      ...handlers(element, camelCaseHandler),
      '}',
    ]),
    '',
    "declare module 'vue' {",
    '  interface GlobalComponents {',
    ...elements.flatMap(({ tag, className, description }) => member(description, `'${tag}': Tag<${className}Vue>`, '    ')),
    '  }',
    '}',
    '',
  );
}

export function svelteTypes(elements: readonly Element[]): string {
  return lines(
    HEAD + "import type { HTMLAttributes } from 'svelte/elements';",
    ...classImports(elements),
    '',
    ...elements.flatMap((element) => [
      `export interface ${element.className}Svelte extends Props.${element.className}Props, Props.${element.className}Attributes {`,
      ...handlers(element, (event) => `'on${event}'`), // Svelte 5
      ...handlers(element, (event) => `'on:${event}'`), // Svelte 4
      '}',
    ]),
    '',
    "declare module 'svelte/elements' {",
    '  interface SvelteHTMLElements {',
    ...elements.flatMap(({ tag, className, description }) =>
      member(description, `'${tag}': Omit<HTMLAttributes<${className}>, keyof ${className}Svelte> & ${className}Svelte`, '    '),
    ),
    '  }',
    '}',
    '',
  );
}

/** A component for React 18, which only sets attributes and does not listen for custom events. In 19 it checks names that JSX does not. */
export function reactWrapper(element: Element): string {
  const { tag, className, module, description, events } = element;
  return lines(
    "'use client';",
    HEAD + "import { createComponent, type EventName } from '@lit/react';",
    "import * as React from 'react';",
    "import '../../elements/billing-provider.js'; // the tag that React's provider renders: without it an element waits for ever",
    `import { ${className} as ${className}Element } from '../../${module}.js';`,
    `import type { Heard, ${className}Props as Settable } from '../props.js';`,
    '',
    `export interface ${className}Props extends Settable, Omit<React.HTMLAttributes<${className}Element>, keyof Settable> {`,
    ...handlers(element, camelCaseHandler, `${className}Element`),
    '}',
    '',
    ...member(
      description,
      `export const ${className}: React.ForwardRefExoticComponent<${className}Props & React.RefAttributes<${className}Element>> = createComponent({
  react: React,
  tagName: '${tag}',
  elementClass: ${className}Element,
  displayName: '${className}',
  events: {
${events.map(({ name }) => `    ${camelCaseHandler(name)}: '${name}' as EventName<Heard<'${name}', ${className}Element>>,`).join('\n')}
  },
})`,
      '',
    ),
    '',
  );
}

const classImports = (elements: readonly Element[]): string[] => [
  ...elements.map(({ className, module }) => `import type { ${className} } from '../${module}.js';`),
  "import type * as Props from './props.js';",
  "import type { Heard } from './props.js';",
];

const handlers = ({ className, events }: Element, named: (event: string) => string, target = className): string[] =>
  events.flatMap(({ name, description }) =>
    member(description, `${named(name)}?: ((event: Heard<'${name}', ${target}>) => void) | undefined`),
  );

/** The handler of `billing-error` is `onBillingError`. */
const camelCaseHandler = (event: string): string => `on-${event}`.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** One member of a type, or one statement, with what is said of it above. */
function member(description: string, code: string, indent = '  '): string[] {
  const said = description.replaceAll('*/', '*\\/').trim().split('\n');
  const comment = description === '' ? [] : said.length === 1 ? [`/** ${said[0]} */`] : ['/**', ...said.map((line) => ` * ${line}`.trimEnd()), ' */'];
  return [...comment, `${code};`].map((line) => indent + line);
}

const lines = (...all: readonly string[]): string => all.join('\n');
