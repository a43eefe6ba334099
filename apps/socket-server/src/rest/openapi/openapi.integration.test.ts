import type { RestError } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { createTestMerchant, SHOP_ORIGIN } from '../../testing/test-merchant.ts';
import { OPERATION_DESCRIPTIONS } from './descriptions/describe.ts';

const ROUTES = [
  'DELETE /v1/fonts/{id}',
  'DELETE /v1/webhook_endpoints/{id}',
  'GET /v1/api_keys',
  'GET /v1/approvals',
  'GET /v1/approvals/{id}',
  'GET /v1/audit_log',
  'GET /v1/balance',
  'GET /v1/balance/comparison',
  'GET /v1/balance/statement',
  'GET /v1/console/broadcasts',
  'GET /v1/console/me',
  'GET /v1/console/second_factor',
  'GET /v1/customers',
  'GET /v1/customers/{id}',
  'GET /v1/customers/{id}/account',
  'GET /v1/disputes',
  'GET /v1/disputes/{id}',
  'GET /v1/events',
  'GET /v1/events/{id}',
  'GET /v1/fonts',
  'GET /v1/merchants',
  'GET /v1/notifications',
  'GET /v1/own/payment_methods',
  'GET /v1/own/payment_methods/{id}',
  'GET /v1/own/payments',
  'GET /v1/own/payments/{id}',
  'GET /v1/payment_methods',
  'GET /v1/payment_methods/{id}',
  'GET /v1/payments',
  'GET /v1/payments/summary',
  'GET /v1/payments/{id}',
  'GET /v1/payments/{id}/attempts',
  'GET /v1/payments/{id}/events',
  'GET /v1/processor_accounts',
  'GET /v1/profile',
  'GET /v1/refunds',
  'GET /v1/refunds/{id}',
  'GET /v1/sessions/{id}',
  'GET /v1/team',
  'GET /v1/team/invitations',
  'GET /v1/team/second_factor',
  'GET /v1/webhook_endpoints',
  'GET /v1/webhook_endpoints/{id}',
  'GET /v1/webhook_endpoints/{id}/deliveries',
  'GET /v1/webhook_endpoints/{id}/deliveries/{delivery}/attempts',
  'PATCH /v1/profile',
  'POST /v1/api_keys',
  'POST /v1/api_keys/{id}',
  'POST /v1/api_keys/{id}/revoke',
  'POST /v1/api_keys/{id}/rotate',
  'POST /v1/approvals/{id}/approve',
  'POST /v1/approvals/{id}/deny',
  'POST /v1/console/broadcasts',
  'POST /v1/console/broadcasts/{id}/end',
  'POST /v1/console/invitations/accept',
  'POST /v1/console/invitations/look_up',
  'POST /v1/console/one_time_password',
  'POST /v1/console/password',
  'POST /v1/console/refresh',
  'POST /v1/console/second_factor/confirm',
  'POST /v1/console/second_factor/recovery_codes',
  'POST /v1/console/second_factor/set_up',
  'POST /v1/console/second_factor/turn_off',
  'POST /v1/console/sign_in',
  'POST /v1/console/sign_in/second_factor',
  'POST /v1/console/sign_out',
  'POST /v1/console/team_invitations/accept',
  'POST /v1/console/team_invitations/look_up',
  'POST /v1/customers',
  'POST /v1/customers/{id}',
  'POST /v1/customers/{id}/account',
  'POST /v1/customers/{id}/account/remove',
  'POST /v1/events/redeliver',
  'POST /v1/events/{id}/redeliver',
  'POST /v1/fonts',
  'POST /v1/notifications/read',
  'POST /v1/own/payment_methods/{id}/revoke',
  'POST /v1/payment_methods/{id}/revoke',
  'POST /v1/payments',
  'POST /v1/payments/{id}/cancel',
  'POST /v1/payments/{id}/confirm',
  'POST /v1/payments/{id}/refunds',
  'POST /v1/processor_accounts',
  'POST /v1/processor_accounts/{id}',
  'POST /v1/processor_accounts/{id}/test',
  'POST /v1/processor_webhooks/{id}',
  'POST /v1/sessions',
  'POST /v1/sessions/{id}',
  'POST /v1/sessions/{id}/expire',
  'POST /v1/sessions/{id}/token',
  'POST /v1/team',
  'POST /v1/team/invitations/{id}/revoke',
  'POST /v1/team/second_factor',
  'POST /v1/team/{id}',
  'POST /v1/team/{id}/remove',
  'POST /v1/webhook_endpoints',
  'POST /v1/webhook_endpoints/{id}',
  'POST /v1/webhook_endpoints/{id}/rotate_secret',
  'POST /v1/webhook_endpoints/{id}/test',
];
interface Operation {
  summary: string;
  description?: string;
  tags: string[];
  parameters: { $ref?: string; name?: string; description?: string }[];
  security: object[];
  requestBody?: { content: { 'application/json': { example: object } } };
  responses: Record<string, { $ref?: string }>;
}
interface Document {
  openapi: string;
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, { description?: string }>>;
}
/** What a query cannot do without. */
const NEEDED: Record<string, string> = {
  'GET /v1/balance/statement': '?currency=USD&from=2026-11-01&to=2026-11-02',
  'GET /v1/balance/comparison': '?created_from=2026-11-01T00:00:00Z&created_to=2026-11-02T00:00:00Z',
};
let stack: TestStack;
let document: Document;

beforeAll(async () => {
  stack = await startTestStack({
    runsJobs: false,
    settings: (settings) => ({ ...settings, origins: { ...settings.origins, shop: SHOP_ORIGIN } }),
  });
  document = (await stack.request('GET', '/v1/openapi.json', { token: null })).body as Document;
});

afterAll(async () => {
  await stack.close();
});

it('describes every route under /v1, and refers only to what it contains', () => {
  expect(document.openapi).toBe('3.1.0');
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.toSorted()).toEqual(ROUTES);
  expect(document.paths['/v1/console/sign_in']?.['post']?.security).toEqual([]);
  expect(document.paths['/v1/payments']?.['get']).toMatchObject({
    parameters: expect.arrayContaining([
      expect.objectContaining({ name: 'starting_after', in: 'query', required: false }),
    ]),
    responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/PaymentList' } } } } },
  });
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference);
  const known = new Set(
    Object.entries(document.components).flatMap(([kind, named]) =>
      Object.keys(named).map((name) => `#/components/${kind}/${name}`),
    ),
  );
  expect(references.length).toBeGreaterThan(20);
  expect(references.filter((reference) => !known.has(reference ?? ''))).toEqual([]);
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method,
      path,
      operation,
    })),
  );

it('tells a newcomer of each operation what it does and how it may refuse, and describes no other', () => {
  expect(
    operations()
      .filter(({ operation }) => !operation.description)
      .map(({ name }) => name),
  ).toEqual([]);
  expect(Object.keys(OPERATION_DESCRIPTIONS).filter((name) => !ROUTES.includes(name))).toEqual([]);
  const parameters = operations().flatMap(({ operation }) => operation.parameters);
  expect(parameters.filter(({ $ref, description }) => !$ref && !description)).toEqual([]);
  for (const { name, path, operation } of operations()) {
    const failures = Object.entries(operation.responses).filter(([status]) => !status.startsWith('2'));
    const statuses = failures.map(([status]) => status);
    expect(statuses, name).toEqual(expect.arrayContaining(['401', '422', '429', 'default']));
    expect(statuses.includes('403'), name).toBe(operation.security.length > 0);
    expect(statuses.includes('404'), name).toBe(path.includes('{'));
    const described = failures.map(
      ([, { $ref = '' }]) => document.components['responses']?.[$ref.split('/').at(-1) ?? ''],
    );
    expect(new Set(described.map((one) => one?.description)).size, name).toBe(failures.length);
  }
  const tags = new Set(operations().flatMap(({ operation }) => operation.tags));
  expect(document.tags.map(({ name }) => name).toSorted()).toEqual([...tags].toSorted());
});

it('names the permission that the server asks for', async () => {
  // Somebody of another merchant, who has none here.
  const stranger = await createTestMerchant(stack.composed, 'Stranger');
  const { token } = await stack.signIn('owner', stranger);
  const headers = { 'fieldfare-merchant': stack.merchant.id, 'fieldfare-mode': 'test', 'idempotency-key': 'once' };
  const wrong: unknown[] = [];
  let tried = 0;
  for (const { name, method, path, operation } of operations()) {
    const [, permission] = /Needs the permission `([\w:]+)`/.exec(operation.description ?? '') ?? [];
    if (permission === undefined || permission.startsWith('own_')) continue;
    const [, , tag = ''] = path.split('/');
    const body = operation.requestBody?.content['application/json'].example;
    const needed = NEEDED[name] ?? '';
    const answer = await stack.request(method.toUpperCase(), `${path.replaceAll(/\{\w+\}/g, `${tag}_1`)}${needed}`, {
      token,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    tried++;
    const { error } = answer.body as RestError;
    if (answer.status !== 403 || !error.message.includes(permission))
      wrong.push({ name, permission, status: answer.status, error });
  }
  expect(wrong).toEqual([]);
  expect(tried).toBeGreaterThan(60);
});
