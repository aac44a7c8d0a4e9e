import type { Element, Property } from './manifest.js';

/** For VS Code's setting `html.customData`: tags and attributes complete in HTML, with their documentation. */
export const customData = (elements: readonly Element[]): object => ({
  version: 1.1,
  tags: elements.map(({ tag, description, properties }) => ({
    name: tag,
    description: markdown(description),
    attributes: properties.filter(isAttribute).map(({ attribute, description: said, kind, values }) => ({
      name: attribute,
      description: markdown(said),
      ...(kind === 'boolean' && { valueSet: 'v' }),
      ...(values.length > 0 && { values: values.map((name) => ({ name })) }),
    })),
  })),
});

/** For JetBrains editors, which find it through package.json. */
export const webTypes = (elements: readonly Element[], version: string): object => ({
  $schema: 'https://json.schemastore.org/web-types',
  name: 'billing-elements',
  version,
  'description-markup': 'markdown',
  contributions: {
    html: {
      elements: elements.map(({ tag, description, properties, events, slots, parts, cssProperties }) => ({
        name: tag,
        description,
        attributes: properties.filter(isAttribute).map(({ attribute, description: said, kind, values }) => ({
          name: attribute,
          description: said,
          value: { type: values.length > 0 ? values.map((value) => `'${value}'`).join(' | ') : kind === 'text' ? 'string' : kind },
        })),
        slots,
        js: { events, properties: properties.map(({ name, description: said }) => ({ name, description: said })) },
        css: { parts, properties: cssProperties },
      })),
    },
  },
});

const isAttribute = ({ attribute }: Property): boolean => attribute !== undefined;
const markdown = (value: string): object => ({ kind: 'markdown', value });
