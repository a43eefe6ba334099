import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { RestError } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asUser } from '../../testing/as-user.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { SHOP_ORIGIN } from '../../testing/test-merchant.ts';

interface Content {
  content?: { 'application/json': { example?: unknown } };
}
interface Operation {
  operationId: string;
  summary: string;
  parameters: { $ref?: string }[];
  tags: string[];
  security: Record<string, string[]>[];
  requestBody?: Content;
  responses: Record<string, Content>;
  'x-codeSamples': { source: string }[];
}
interface Described {
  method: string;
  path: string;
  operation: Operation;
}

let stack: TestStack;
let document: { paths: Record<string, Record<string, Operation>> };
let operations: Described[];

beforeAll(async () => {
  stack = await startTestStack({
    runsJobs: false,
    settings: (settings) => ({ ...settings, origins: { ...settings.origins, shop: SHOP_ORIGIN } }),
  });
  document = (await stack.request('GET', '/v1/openapi.json', { token: null })).body as typeof document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
});

afterAll(async () => {
  await stack.close();
});

it('is valid OpenAPI 3.1, with a name of its own for every operation', async () => {
  expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
  const names = operations.map(({ operation }) => operation.operationId);
  expect(new Set(names).size).toBe(names.length);
});

it('shows examples that its schemas accept, of every request and every answer', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(document, 'api');
  const pointer = (...parts: string[]) =>
    `api#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
  const wrong: unknown[] = [];
  let checked = 0;
  for (const { method, path, operation } of operations) {
    const places: [string[], Content | undefined][] = [
      [['requestBody'], operation.requestBody],
      ...Object.entries(operation.responses).map(([status, answer]): [string[], Content] => [
        ['responses', status],
        answer,
      ]),
    ];
    for (const [place, holder] of places) {
      const json = holder?.content?.['application/json'];
      if (!json) continue;
      checked++;
      const schema = { $ref: pointer('paths', path, method, ...place, 'content', 'application/json', 'schema') };
      if (!ajv.validate(schema, json.example))
        wrong.push({ method, path, place, example: json.example, errors: ajv.errors });
    }
  }
  expect(wrong).toEqual([]);
  expect(checked).toBeGreaterThan(operations.length);
});

it('shows requests that the server takes as they stand', async () => {
  const tried = operations.filter(
    ({ path, method, operation }) => method === 'post' && !path.includes('{') && operation.security.length > 1,
  );
  expect(tried.length).toBeGreaterThan(1);
  for (const { path, operation } of tried) {
    const body = operation.requestBody?.content?.['application/json'].example;
    const needsKey = operation.parameters.some(({ $ref }) => $ref?.endsWith('/RequiredIdempotencyKey'));
    const headers: Record<string, string> = needsKey ? { 'idempotency-key': operation.operationId } : {};
    const { status } = await stack.request('POST', path, { body, headers });
    // What only a person may do is refused to a key, and what it names need not exist; but neither is for its form.
    expect([200, 201, 403, 404], path).toContain(status);
  }
});

it('shows each request as a command that the server takes from whom it names', async () => {
  const person = await asUser(stack, 'owner');
  // Whoever signs out shows nothing afterwards.
  const tried = operations.filter(
    ({ path, operation }) => !path.includes('{') && !path.endsWith('/sign_out') && operation.security.length > 0,
  );
  const refused: unknown[] = [];
  for (const { method, path, operation } of tried) {
    const source = operation['x-codeSamples'][0]?.source ?? '';
    const [, address = '', query = ''] = /"(http[^"?]+)(\?[^"]*)?"/.exec(source) ?? [];
    expect(new URL(address).pathname).toBe(path);
    const isMerchants = source.includes('$FIELDFARE_KEY');
    const isForMerchant = source.includes('Fieldfare-Merchant: $FIELDFARE_MERCHANT');
    const headers = { ...(isForMerchant ? person.headers : {}), 'idempotency-key': `${operation.operationId}-again` };
    const body = operation.requestBody?.content?.['application/json'].example;
    const answer = await stack.request(method.toUpperCase(), `${path}${query}`, {
      ...(body === undefined ? {} : { body }),
      ...(isMerchants ? {} : { token: person.token }),
      headers,
    });
    // What it names need not exist or be right (a password, a font's file), and what operators do is not for a merchant's owner.
    const isOperators = !isMerchants && !isForMerchant && answer.status === 403;
    const { error } = (answer.body ?? {}) as Partial<RestError>;
    const isWellFormed = answer.status === 422 && !error?.code.startsWith('parameter_');
    const isTaken = [200, 201, 202, 404].includes(answer.status);
    if (!isTaken && !isOperators && !isWellFormed) refused.push({ method, path, ...answer });
  }
  expect(refused).toEqual([]);
});

it('says of every write whether it takes an Idempotency-Key, which it then reads', async () => {
  const person = await asUser(stack, 'owner');
  const answers = [];
  // Whoever signs out asks for nothing afterwards, and a font is looked at before anything else.
  const isApart = (path: string) => path.startsWith('/v1/console/') || path === '/v1/fonts';
  const writes = operations.filter(({ method, path }) => method !== 'get' && !isApart(path));
  for (const { method, path, operation } of writes) {
    const body = operation.requestBody?.content?.['application/json'].example;
    const { status, body: answer } = await stack.request(method.toUpperCase(), path.replaceAll(/[{}]/g, ''), {
      ...person,
      ...(operation.operationId === 'postSessions' ? { token: stack.merchant.secret } : {}),
      headers: { ...person.headers, 'idempotency-key': 'no key' },
      ...(body === undefined ? {} : { body }),
    });
    const { error } = (answer ?? {}) as Partial<RestError>;
    const saysSo = operation.parameters.some(({ $ref }) => $ref?.endsWith('IdempotencyKey'));
    answers.push({ method, path, saysSo, reads: error?.code === 'idempotency_key_invalid', status, code: error?.code });
  }
  expect(answers.filter(({ saysSo }) => saysSo).length).toBeGreaterThan(25);
  expect(answers.filter(({ saysSo, reads }) => saysSo !== reads)).toEqual([]);
});

it('shows each request as a command, with the key in a variable and never in the text', () => {
  for (const { method, path, operation } of operations) {
    const source = operation['x-codeSamples'][0]?.source ?? '';
    expect(source).toContain('curl ');
    expect(source).not.toMatch(/sk_(test|live)_\w{8}/);
    expect(source.includes('-d '), `${method} ${path}`).toBe(operation.requestBody !== undefined);
  }
});
