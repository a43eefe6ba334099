import * as z from 'zod';
import type { JsonSchema } from './to-json-schema.ts';

/** What the schemas test a time in UTC by: two hundred characters, for which the shapes have a word. */
const UTC_TIME = z.toJSONSchema(z.iso.datetime()).pattern;

/** The identifiers of the protocol, all of one form behind their prefixes. */
const ID = /^\^([a-z]+)_\[0-9a-z\]\{26\}\$$/;

/** Writes a schema as an expression over the combinators of validators/shapes.ts. Throws on a keyword that it does not know. */
export function shapeSource(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return callOf('any', schema.anyOf.map(shapeSource));
  if (Array.isArray(schema.type))
    return callOf(
      'any',
      schema.type.map((type) => shapeSource({ ...schema, type })),
    );
  if ('const' in schema) return callOf('one', [literal(schema.const)]);
  if (schema.enum !== undefined) return callOf('one', schema.enum.map(literal));
  switch (schema.type) {
    case 'boolean':
      return 'bool';
    case 'null':
      return callOf('one', ['null']);
    case 'integer':
      return callOf('int', [
        bound(schema.minimum, Number.MIN_SAFE_INTEGER),
        bound(schema.maximum, Number.MAX_SAFE_INTEGER),
      ]);
    case 'string':
      return textSource(schema);
    case 'array':
      return callOf('list', [shapeSource(schema.items ?? {}), optional(schema.minItems), optional(schema.maxItems)]);
    case 'object':
      return schema.properties === undefined ? mapSource(schema) : objectSource(schema.properties, schema);
    default:
      throw new Error(`cannot compile the schema ${JSON.stringify(schema)}`);
  }
}

function textSource({ maxLength, minLength, pattern, format }: JsonSchema): string {
  if (pattern === UTC_TIME) return 'time';
  const [, prefix] = ID.exec(pattern ?? '') ?? [];
  if (prefix !== undefined) return callOf('id', [literal(prefix)]);
  const regex = pattern === undefined ? undefined : String(new RegExp(pattern));
  return callOf('text', [
    optional(maxLength),
    optional(regex),
    optional(minLength),
    format === undefined ? 'undefined' : `checks.${format}`,
  ]);
}

function mapSource({ propertyNames, additionalProperties, maxProperties }: JsonSchema): string {
  if (propertyNames === undefined || typeof additionalProperties !== 'object')
    throw new Error('a record needs the schemas of its keys and values');
  return callOf('map', [shapeSource(propertyNames), shapeSource(additionalProperties), optional(maxProperties)]);
}

function objectSource(
  properties: Record<string, JsonSchema>,
  { required = [], additionalProperties }: JsonSchema,
): string {
  if (additionalProperties !== false) throw new Error('an object must be strict');
  const entry = (key: string) => `${JSON.stringify(key)}:${shapeSource(properties[key] ?? {})}`;
  const optionalKeys = Object.keys(properties).filter((key) => !required.includes(key));
  const groups = [required, optionalKeys].map((keys) => `{${keys.map(entry).join(',')}}`);
  return callOf('obj', optionalKeys.length === 0 ? groups.slice(0, 1) : groups);
}

const literal = (value: unknown): string => JSON.stringify(value);
const optional = (value: number | string | undefined): string => (value === undefined ? 'undefined' : String(value));
const bound = (value: number | undefined, none: number): string =>
  value === undefined || value === none ? 'undefined' : String(value);

function callOf(name: string, args: readonly string[]): string {
  const last = args.findLastIndex((arg) => arg !== 'undefined');
  return `${name}(${args.slice(0, last + 1).join(',')})`;
}
