import fc from 'fast-check';
import type { JsonSchema } from './to-json-schema.ts';

/** Mostly valid values of a JSON Schema; where a named check decides, some that it refuses too. */
export function validValues(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(validValues));
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => validValues({ ...schema, type })));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? -1e9, -1e9), max: Math.min(schema.maximum ?? 1e12, 1e12) });
    case 'array':
      return fc.array(validValues(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      });
    case 'object':
      return schema.properties === undefined ? records(schema) : objects(schema.properties, schema.required ?? []);
    default:
      return strings(schema);
  }
}

function objects(properties: Record<string, JsonSchema>, required: string[]): fc.Arbitrary<unknown> {
  const values = Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, validValues(schema)]));
  return fc.record(values, { requiredKeys: required });
}

function records({ propertyNames = {}, additionalProperties }: JsonSchema): fc.Arbitrary<unknown> {
  const item = typeof additionalProperties === 'object' ? additionalProperties : {};
  return fc.dictionary(validValues(propertyNames) as fc.Arbitrary<string>, validValues(item), { maxKeys: 3 });
}

const REFUSED = ['4242424242424242', 'card 4242 4242 4242 4242', 'nothing\0', 'half \ud83d', '\udc4d half'];
const ORIGINS = [
  'https://shop.example',
  'http://localhost:3002',
  'https://shop.example/',
  'ftp://x',
  'https://shop.example:443',
  'https://*.shop.example',
  'https://shop.example;sandbox',
  'nothing',
];

function strings({ pattern, format, minLength = 0, maxLength = 40 }: JsonSchema): fc.Arbitrary<unknown> {
  if (format === 'origin') return fc.constantFrom(...ORIGINS);
  const plain =
    pattern === undefined
      ? fc.string({ minLength, maxLength: Math.min(maxLength, 40), unit: 'binary' })
      : fc.stringMatching(new RegExp(pattern));
  return format === 'free_text' ? fc.oneof({ weight: 9, arbitrary: plain }, fc.constantFrom(...REFUSED)) : plain;
}
