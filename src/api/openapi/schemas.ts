import * as z from 'zod/mini';
import * as contract from '../../contract/index.js';
import { meaningOf } from './fields.js';

export type Json = { [key: string]: unknown };

/** What a caller sends, or what it gets: a field with a default is optional in the one and always there in the other. */
export type Direction = 'input' | 'output';

/** The schemas that the contract exports by name; they become components of that name. */
const NAMES = new Map<unknown, string>(
  Object.entries(contract).flatMap(([name, value]) => (value instanceof z.ZodMiniType ? [[value, name]] : [])),
);

/** Descriptions as the contract gives them, with our names for ids. */
class NamedRegistry extends z.core.$ZodRegistry<{ id?: string; description?: string }> {
  readonly #nameOf: (schema: z.core.$ZodType) => string | undefined;

  constructor(nameOf: (schema: z.core.$ZodType) => string | undefined) {
    super();
    this.#nameOf = nameOf;
  }

  override get(schema: z.core.$ZodType) {
    const { description } = z.globalRegistry.get(schema) ?? {};
    const id = this.#nameOf(schema);
    return { ...(description !== undefined && { description }), ...(id !== undefined && { id }) } as never;
  }
}

const print = (schema: z.ZodMiniType, io: Direction, metadata: NamedRegistry): Json =>
  z.toJSONSchema(schema, { io, metadata, unrepresentable: 'any', override: ({ jsonSchema }) => tidy(jsonSchema as Json) });

/** Removes keywords that say nothing to a reader, or more than the API promises. */
function tidy(schema: Json): void {
  delete schema['id'];
  // Answers may gain fields: a client that refuses unknown ones would break.
  if (schema['type'] === 'object' && schema['additionalProperties'] === false) delete schema['additionalProperties'];
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
  // The format is enough; the pattern of a date fills half a page.
  if (schema['format'] === 'date-time' || schema['format'] === 'email') delete schema['pattern'];
  for (const [name, field] of Object.entries((schema['properties'] ?? {}) as Record<string, Json>)) describe(name, field);
}

/** A field without a description gets the one of its name. */
function describe(name: string, field: Json): void {
  if (typeof field['description'] === 'string' || (typeof field['$ref'] === 'string' && hasWords(field['$ref']))) return;
  const inner = Array.isArray(field['anyOf']) ? (field['anyOf'] as Json[]).find((it) => typeof it['description'] === 'string') : undefined;
  const description = inner?.['description'] ?? meaningOf(name);
  if (description !== undefined) field['description'] = description;
}

/** Whether the component that a reference names describes itself. */
const hasWords = (reference: string): boolean => DESCRIBED.has(reference.slice(reference.lastIndexOf('/') + 1));

const DESCRIBED = new Set([...NAMES].flatMap(([schema, name]) => (z.globalRegistry.get(schema as z.ZodMiniType)?.description ? [name, `${name}Request`] : [])));

const inline = (schema: z.ZodMiniType, io: Direction): string => JSON.stringify(print(schema, io, new NamedRegistry(() => undefined)));

/** Prints schemas as JSON Schema 2020-12, and gathers the named ones that they refer to. */
export function createSchemaBook() {
  const components: Record<string, Json> = {};
  const requestNames = new Map(
    [...NAMES].map(([schema, name]) => {
      const it = schema as z.ZodMiniType;
      const oneForm = name.endsWith('Input') || inline(it, 'input') === inline(it, 'output');
      return [schema, oneForm ? name : `${name}Request`];
    }),
  );
  const registries = {
    input: new NamedRegistry((schema) => requestNames.get(schema)),
    output: new NamedRegistry((schema) => NAMES.get(schema)),
  };

  return {
    components,
    schemaOf(schema: z.ZodMiniType, io: Direction): Json {
      // Inside another schema a named one becomes a reference.
      const printed = pointToComponents(print(z.object({ it: schema }), io, registries[io]));
      for (const [name, shape] of Object.entries((printed['$defs'] ?? {}) as Record<string, Json>)) components[name] = shape;
      return (printed['properties'] as Record<'it', Json>).it;
    },
  };
}

const pointToComponents = (schema: Json): Json => JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;

export type SchemaBook = ReturnType<typeof createSchemaBook>;
