import type { RouteOptions } from 'fastify';
import type * as z from 'zod';
import type { Settings } from '../../env/settings.ts';
import { NOTHING } from '../refuse-unknown.ts';
import { codeSample } from './code-sample.ts';
import { descriptionOf } from './descriptions/describe.ts';
import { PARAMETER_DESCRIPTIONS } from './descriptions/parameters.ts';
import { failureReference } from './failures.ts';
import { referenceTo } from './named-schemas.ts';
import type { JsonSchema } from './named-schemas.ts';
import type { RouteWords } from './route-words.ts';
import { sampleValue } from './sample-value.ts';

const SECURITY: Record<NonNullable<RouteWords['access']>, Record<string, string[]>[]> = {
  merchant: [{ apiKey: [] }, { consoleToken: [], merchant: [], mode: [] }],
  console: [{ consoleToken: [] }],
  person: [{ consoleToken: [], merchant: [], mode: [] }],
  anybody: [],
};

type Schemas = { [part in 'body' | 'params' | 'querystring']?: z.ZodType };

/** One route as an OpenAPI operation, with examples that its own schemas accept and a command to try it. */
export function describeOperation(
  route: RouteOptions,
  words: RouteWords,
  { payments: server, shop: shopOrigin }: Pick<Settings['origins'], 'payments' | 'shop'>,
): Record<string, unknown> {
  const { body: taken, params, querystring } = (route.schema ?? {}) as Schemas;
  const body = taken === NOTHING ? undefined : taken;
  const { access = 'merchant', status = 200, summary, answer, asked, isKeyRequired = false } = words;
  const path = openapiPath(route.url);
  const method = String(route.method);
  const isWrite = method !== 'GET';
  const takesKey = isWrite && (words.takesKey ?? access === 'merchant');
  const example = body && sampleValue(referenceTo(body), { isMinimal: true, shopOrigin });
  return {
    operationId: operationId(method, path),
    tags: [path.split('/')[2] ?? ''],
    summary,
    description: descriptionOf(method, path),
    security: SECURITY[access],
    parameters: [
      ...parametersOf('path', params),
      ...parametersOf('query', querystring),
      ...(takesKey
        ? [{ $ref: `#/components/parameters/${isKeyRequired ? 'RequiredIdempotencyKey' : 'IdempotencyKey'}` }]
        : []),
      { $ref: '#/components/parameters/Version' },
    ],
    ...(body ? { requestBody: { content: json(body, example) } } : {}),
    responses: {
      [status]: {
        description: summary,
        headers: ANSWER_HEADERS,
        ...(answer
          ? { content: json(answer, sampleValue(referenceTo(answer), { isMinimal: false, shopOrigin })) }
          : {}),
      },
      ...(asked ? { 202: askedAnswer(asked, shopOrigin) } : {}),
      ...Object.fromEntries(failuresOf(path, isWrite, access).map((code) => [code, failureReference(code)])),
      default: failureReference('default'),
    },
    'x-codeSamples': [
      codeSample({
        server,
        method,
        path,
        access,
        query: neededOf(querystring, shopOrigin),
        body: example,
        isKeyRequired,
      }),
    ],
  };
}

function askedAnswer(asked: z.ZodType, shopOrigin: string) {
  const example = sampleValue(referenceTo(asked), { isMinimal: false, shopOrigin });
  return { description: 'Somebody else has to approve first', content: json(asked, example) };
}

/** `/v1/payments/:id` as OpenAPI writes it. */
export function openapiPath(url: string): string {
  return url.replace(/:(\w+)/g, '{$1}');
}

/** What a query cannot do without, by example. */
function neededOf(querystring: z.ZodType | undefined, shopOrigin: string): Record<string, string> {
  const example = querystring ? sampleValue(referenceTo(querystring), { isMinimal: true, shopOrigin }) : {};
  return Object.fromEntries(Object.entries(example as object).map(([name, value]) => [name, String(value)]));
}

const ANSWER_HEADERS = Object.fromEntries(
  ['Request-Id', 'Fieldfare-Version', 'RateLimit', 'RateLimit-Policy'].map((name) => [
    name,
    { $ref: `#/components/headers/${name}` },
  ]),
);

function failuresOf(path: string, isWrite: boolean, access: RouteWords['access']): number[] {
  const all = { 401: true, 403: access !== 'anybody', 404: path.includes('{'), 409: isWrite, 422: true, 429: true };
  return Object.entries(all).flatMap(([code, isPossible]) => (isPossible ? Number(code) : []));
}

/** `postPaymentsByIdConfirm` */
function operationId(method: string, path: string): string {
  const words = path
    .split('/')
    .slice(2)
    .flatMap((part) => part.replace(/^\{(.+)\}$/, 'by_$1').split(/[_.]/));
  return [method.toLowerCase(), ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('');
}

function json(schema: z.ZodType, example: unknown) {
  return { 'application/json': { schema: referenceTo(schema), example } };
}

function parametersOf(place: 'path' | 'query', schema: z.ZodType | undefined): object[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = referenceTo(schema);
  return Object.entries(properties).map(([name, property]) => {
    const description = PARAMETER_DESCRIPTIONS[name];
    const parameter = { name, in: place, description, required: required.includes(name), schema: property };
    return isObject(property) ? Object.assign(parameter, BRACKETS) : parameter;
  });
}

/** `metadata[order]=A-1` */
const BRACKETS = { style: 'deepObject', explode: true };

function isObject(schema: JsonSchema): boolean {
  return schema.type === 'object';
}
