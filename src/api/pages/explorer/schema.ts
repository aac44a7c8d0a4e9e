import { html } from 'hono/html';
import type { OpenApiDocument } from '../../openapi/document.js';
import type { Json } from '../../openapi/schemas.js';
import type { Html } from '../page.js';

/** Schemas may refer to themselves through others; people stop reading before this. */
const DEPTH_MAX = 5;

/** Reads the schemas of one document, for people. */
export function createSchemaReader({ components }: OpenApiDocument) {
  /** A schema with its reference followed, and the words that stood beside the reference. */
  function resolved(schema: Json): Json {
    const { $ref, ...beside } = schema;
    if (typeof $ref !== 'string') return schema;
    const target = components['schemas']?.[$ref.slice($ref.lastIndexOf('/') + 1)];
    return target ? { ...resolved(target), ...beside } : beside;
  }

  const branches = (schema: Json): Json[] => ((schema['anyOf'] ?? schema['oneOf'] ?? []) as Json[]).map(resolved);

  /** The object whose fields a reader wants to see: itself, in a list, or beside null. */
  function objectIn(schema: Json): Json | undefined {
    const it = resolved(schema);
    if (it['properties']) return it;
    if (it['items']) return objectIn(it['items'] as Json);
    return branches(it).find((branch) => branch['properties']);
  }

  function typeOf(schema: Json): string {
    const it = resolved(schema);
    if (it['const'] !== undefined) return JSON.stringify(it['const']);
    if (Array.isArray(it['enum'])) return it['enum'].length > 8 ? 'one of many' : it['enum'].map((value) => JSON.stringify(value)).join(' | ');
    if (it['items']) return `${typeOf(it['items'] as Json)}[]`;
    const either = branches(it);
    if (either.length > 0) return either.map(typeOf).join(' | ');
    if (Array.isArray(it['type'])) return it['type'].join(' | ');
    return String(it['format'] ?? it['type'] ?? 'any');
  }

  function fields(schema: Json, depth = 0): Html | '' {
    const it = objectIn(schema);
    if (!it || depth > DEPTH_MAX) return '';
    const required = new Set((it['required'] ?? []) as string[]);
    return html`<ul class="fields">${Object.entries(it['properties'] as Record<string, Json>).map(([name, field]) => {
      const more = objectIn(field);
      return html`<li>
        <p><code class="name">${name}</code> <span class="type">${typeOf(field)}</span>${required.has(name) ? '' : html` <span class="optional">optional</span>`}</p>
        ${firstLine(resolved(field)['description'])}
        ${more && depth < DEPTH_MAX ? html`<details><summary>Fields of <code>${name}</code></summary>${fields(field, depth + 1)}</details>` : ''}
      </li>`;
    })}</ul>`;
  }

  /** A body that says what has to be said and no more. */
  function example(schema: Json, depth = 0): unknown {
    const it = resolved(schema);
    if (it['default'] !== undefined) return it['default'];
    if (it['const'] !== undefined) return it['const'];
    if (Array.isArray(it['enum'])) return it['enum'][0];
    const [first] = branches(it);
    if (first) return example(first, depth);
    const type = Array.isArray(it['type']) ? it['type'][0] : it['type'];
    switch (type) {
      case 'object': {
        if (depth > DEPTH_MAX) return {};
        const properties = (it['properties'] ?? {}) as Record<string, Json>;
        const required = (it['required'] ?? []) as string[];
        return Object.fromEntries(required.map((name) => [name, example(properties[name] ?? {}, depth + 1)]));
      }
      case 'array':
        return [example((it['items'] ?? {}) as Json, depth + 1)];
      case 'integer':
      case 'number':
        return Math.max(1, Number(it['minimum'] ?? 1));
      case 'boolean':
        return false;
      case 'string':
        return it['format'] === 'email' ? 'ada@example.com' : it['format'] === 'date-time' ? '2026-01-01T00:00:00Z' : '';
      default:
        return {};
    }
  }

  return { fields, typeOf, example };
}

/** Longer words have a list after the first line, which the page shows in a place of its own. */
export const firstLine = (description: unknown): Html | '' =>
  typeof description === 'string' ? html`<p class="soft">${marked(description.split('\n')[0] ?? '')}</p>` : '';

/** The few marks of Markdown that our own words use. */
export const marked = (text: string): (Html | string)[] =>
  text.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map((part) => {
    if (part.startsWith('**')) return html`<strong>${part.slice(2, -2)}</strong>`;
    return part.startsWith('`') ? html`<code>${part.slice(1, -1)}</code>` : part;
  });

export type SchemaReader = ReturnType<typeof createSchemaReader>;
