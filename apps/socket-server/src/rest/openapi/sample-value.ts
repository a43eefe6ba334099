import { schemaOf } from './named-schemas.ts';
import type { JsonSchema } from './named-schemas.ts';

/** Words that read well where a schema only says "text". */
const TEXTS: Record<string, string> = {
  email: 'owner@demo.test',
  name: 'Shop server',
  reference: 'order-1042',
  reason: 'The customer sent it back.',
  record_number: 'K7QM-2XTR-9F4H',
  url: 'https://shop.example/webhooks',
  password: 'a long passw0rd',
  current_password: 'a long passw0rd',
  new_password: 'another long passw0rd',
  processor: 'sandbox',
  last4: '4242',
  prefix: 'sk_test_4fGh8kLmNpQr',
  secret: 'sk_test_…',
  statement_descriptor: 'DEMO STORE',
};
/** Where a stretch of time ends, a day after any other moment. */
const ENDS = '2026-11-02T12:00:00.000Z';
const FORMATS: Record<string, string> = {
  'date-time': '2026-11-01T12:00:00.000Z',
  date: '2026-11-01',
  email: 'owner@demo.test',
  uri: 'https://shop.example',
  uuid: '6f2b9c1e-8a34-4d57-b0c6-2f4f1e9a7d35',
};
/** For schemas that say what a text looks like: the first that does. */
const PATTERNED = ['4242', 'US', 'payment.authorized'];
const AMOUNT = 4900;
const ID_TAIL = '01kbc6w0000000000000000000';

export interface SampleOptions {
  /** Only what must be there, as one would write a first request. */
  isMinimal: boolean;
  /** An origin that the reader's merchant probably allows. */
  shopOrigin: string;
}

/** A value that fits a schema, for examples. Where the schema carries examples of its own, the first of them. */
export function sampleValue(schema: JsonSchema, options: SampleOptions, name = ''): unknown {
  const { $ref, const: only, enum: values, examples, anyOf, oneOf, default: standard, type } = schema;
  if ($ref !== undefined) return sampleValue(named($ref), options, name);
  if (examples?.[0] !== undefined) return examples[0];
  if (only !== undefined) return only;
  if (values?.[0] !== undefined) return values[0];
  const branches = anyOf ?? oneOf;
  if (branches) return sampleValue(branches.find((branch) => branch.type !== 'null') ?? {}, options, name);
  if (standard !== undefined) return standard;
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object':
      return sampleObject(schema, options);
    case 'array':
      return schema.items && (schema.minItems ?? 1) > 0 ? [sampleValue(schema.items, options, name)] : [];
    case 'integer':
    case 'number':
      return sampleNumber(schema, name);
    case 'boolean':
      return false;
    case 'string':
      return schema.format === 'origin' ? options.shopOrigin : sampleText(schema, name);
    default:
      return null;
  }
}

function sampleObject(
  { properties = {}, required = [], 'x-usual': usual = [], additionalProperties }: JsonSchema,
  options: SampleOptions,
) {
  const shown = new Set([...required, ...usual]);
  const entries = Object.entries(properties).filter(([name]) => !options.isMinimal || shown.has(name));
  const sample = Object.fromEntries(entries.map(([name, one]) => [name, sampleValue(one, options, name)]));
  const isRecord = typeof additionalProperties === 'object' && Object.keys(properties).length === 0;
  if (!isRecord) return sample;
  const keys = required.length > 0 ? required : ['order'];
  return Object.fromEntries(keys.map((key) => [key, sampleValue(additionalProperties, options, 'reference')]));
}

function sampleNumber({ minimum = 0, maximum = Infinity }: JsonSchema, name: string): number {
  const wish = name.endsWith('_minor') ? AMOUNT : minimum;
  return Math.min(Math.max(wish, minimum), maximum);
}

function sampleText({ format = '', pattern = '', minLength = 0, maxLength = 100 }: JsonSchema, name: string): string {
  const [, prefix] = /^\^(\w+)_\[0-9a-z\]\{26\}\$$/.exec(pattern) ?? [];
  if (prefix !== undefined) return `${prefix}_${ID_TAIL}`;
  const fitting = pattern && format === '' ? PATTERNED.find((text) => new RegExp(pattern).test(text)) : undefined;
  const ends = format === 'date-time' && name === 'created_to' ? ENDS : undefined;
  const text = fitting ?? ends ?? FORMATS[format] ?? TEXTS[name] ?? 'example';
  return text.padEnd(minLength, 'x').slice(0, maxLength);
}

function named(reference: string): JsonSchema {
  return schemaOf(reference.split('/').at(-1) ?? '');
}
