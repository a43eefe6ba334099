import { RestError } from '@fieldfare/protocol';
import type { RouteOptions } from 'fastify';
import type * as z from 'zod';
import { schemaOf } from './named-schemas.ts';
import type { RouteWords } from './route-words.ts';

const SECURITY: Record<NonNullable<RouteWords['access']>, Record<string, string[]>[]> = {
  merchant: [{ apiKey: [] }, { consoleToken: [], merchant: [], mode: [] }],
  console: [{ consoleToken: [] }],
  person: [{ consoleToken: [], merchant: [], mode: [] }],
  anybody: [],
};

type Schemas = { [part in 'body' | 'params' | 'querystring']?: z.ZodType };

/** One route as an OpenAPI operation. */
export function describeOperation({ schema, method }: RouteOptions, words: RouteWords): Record<string, unknown> {
  const { body, params, querystring } = (schema ?? {}) as Schemas;
  const { access = 'merchant', status = 200 } = words;
  const isKeyed = method === 'POST' && access === 'merchant';
  return {
    summary: words.summary,
    security: SECURITY[access],
    parameters: [
      ...parametersOf('path', params),
      ...parametersOf('query', querystring),
      ...(isKeyed ? [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 } }] : []),
    ],
    ...(body ? { requestBody: { content: json(body) } } : {}),
    responses: {
      [status]: { description: words.summary, ...(words.answer ? { content: json(words.answer) } : {}) },
      default: { description: 'What went wrong', content: json(RestError) },
    },
  };
}

function json(schema: z.ZodType) {
  return { 'application/json': { schema: schemaOf(schema) } };
}

/** `metadata[order]=A-1` */
const BRACKETS = { style: 'deepObject', explode: true };

interface ObjectSchema {
  properties?: Record<string, unknown>;
  required?: string[];
}

function parametersOf(place: 'path' | 'query', schema: z.ZodType | undefined): object[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema) as ObjectSchema;
  return Object.entries(properties).map(([name, property]) => {
    const parameter = { name, in: place, required: required.includes(name), schema: property };
    return isObject(property) ? Object.assign(parameter, BRACKETS) : parameter;
  });
}

function isObject(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && Reflect.get(schema, 'type') === 'object';
}
