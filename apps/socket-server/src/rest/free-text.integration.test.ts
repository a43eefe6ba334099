import { CONSOLE_REQUESTS, FIELDS_REQUESTS, SharedState } from '@fieldfare/protocol';
import { fastify } from 'fastify';
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaLeaves } from '../testing/schema-leaves.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { TEST_CARDS } from '../testing/test-cards.ts';
import { registerRest } from './register-rest.ts';
import type { RestApp, ZodTypeProvider } from './zod-type-provider.ts';

/** Published test numbers, as somebody or some program might write one where it does not belong. */
const PAN = TEST_CARDS.visa;
const WRITTEN = [
  PAN,
  '4222222222222',
  TEST_CARDS.amex,
  PAN.replaceAll(/(\d{4})(?=\d)/g, '$1 '),
  PAN.replaceAll(/(\d{4})(?=\d)/g, '$1-'),
  `card ${PAN}`,
  `A${PAN}`,
  `${PAN}a`,
  `order-${PAN}-7`,
  `STORE ${PAN}`,
  `${PAN}@shop.example`,
  `https://${PAN}.example`,
  `https://shop.example/${PAN}`,
  `https://shop.example/?card=${PAN}`,
  Number(PAN),
];

/**
 * Texts that are opaque to us and opened, compared or hashed, and never kept, shown or logged as they came: tokens and sealed payloads are
 * signed or encrypted, a password is only hashed, credentials are only sealed in the vault.
 */
const OPAQUE = new Set([
  'host:hostToken.proof',
  'host:hostToken.keys.signing.x',
  'host:hostToken.keys.signing.y',
  'host:hostToken.keys.sealing.x',
  'host:hostToken.keys.sealing.y',
  'host:resume.proof',
  'sibling:connect.sibling_token',
  'process_payment.challenge_token',
  'process_payment.card',
  'tokenize_payment_method.challenge_token',
  'tokenize_payment_method.card',
  'console token_refresh.token',
  'POST /v1/console/refresh body.refresh_token',
  'POST /v1/console/sign_in/second_factor body.challenge',
  'POST /v1/processor_accounts body.secret_key',
  'POST /v1/processor_accounts body.webhook_secret',
  'POST /v1/processor_accounts/:id body.secret_key',
  'POST /v1/processor_accounts/:id body.webhook_secret',
]);

let stack: TestStack;
let entrances: Map<string, z.core.$ZodType>;
/** Every route, with or without a schema. */
const routes: string[] = [];

beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
  const sockets = [
    ...Object.entries(FIELDS_REQUESTS),
    ...Object.entries(CONSOLE_REQUESTS).map(([name, schema]) => [`console ${name}`, schema] as const),
  ];
  entrances = new Map<string, z.core.$ZodType>([...sockets, ...(await restSchemas())]);
});
afterAll(() => stack.close());

/** The bodies and queries of every route, as the routes themselves register them. */
async function restSchemas(): Promise<[string, z.core.$ZodType][]> {
  const schemas: [string, z.core.$ZodType][] = [];
  const app: RestApp = fastify().withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(() => () => true);
  app.addHook('onRoute', ({ method, url, schema }) => {
    if (method === 'HEAD') return;
    routes.push(`${String(method)} ${url}`);
    for (const [part, one] of [
      ['body', schema?.body],
      ['query', schema?.querystring],
    ] as const)
      if (one instanceof z.ZodType) schemas.push([`${String(method)} ${url} ${part}`, one]);
  });
  const nobody = () => undefined;
  await app.register(
    async (v1: RestApp) =>
      registerRest(v1, stack.composed.deps, {
        closeSession: nobody,
        closeGenerationsBefore: nobody,
        updateSession: async () => undefined,
        recheck: nobody,
        signOut: nobody,
      }),
    { prefix: '/v1' },
  );
  await app.ready();
  await app.close();
  return schemas;
}

/** What is no text to keep, in the forms that the parameters take. */
const UNKEEPABLE = ['\0', '\ud83d', '\udc4d'].flatMap((bad) =>
  ['', 'reference-1', 'a@shop.example', 'https://shop.example/a', '2026-11-28', '203.0.113.7'].flatMap((text) => [
    text + bad,
    bad + text,
  ]),
);

const isOpaque = (path: string) => OPAQUE.has(path) || / body\.(new_|current_)?password$/.test(path);
const takesOneOf = (schema: z.core.$ZodType, texts: unknown[]) =>
  texts.some((text) => z.safeParse(schema, text).success);
const takesPan = (schema: z.core.$ZodType) => takesOneOf(schema, WRITTEN);

it('moves stored cards to no other vault: no route is named after it, and no schema speaks of it', () => {
  const named = /export|import|transfer|vault|recipient|thumbprint/i;
  expect(routes.length).toBeGreaterThan(80);
  expect(routes).toContain('POST /v1/payment_methods/:id/revoke');
  expect(routes.filter((route) => named.test(route))).toEqual([]);
  const leaves = [...entrances].flatMap(([name, schema]) => schemaLeaves(schema, name)).map(({ path }) => path);
  expect(leaves.filter((path) => named.test(path))).toEqual([]);
});

it('every route is described in the OpenAPI document, but the document itself', async () => {
  const { paths } = (await stack.request('GET', '/v1/openapi.json', { token: null })).body as {
    paths: Record<string, object>;
  };
  const described = new Set(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    ),
  );
  expect(routes.filter((route) => !described.has(route))).toEqual(['GET /v1/openapi.json']);
});

describe('what somebody may write', () => {
  it('is no card number, in any text or number of any event, body or query', () => {
    const leaves = [...entrances]
      .flatMap(([name, schema]) => schemaLeaves(schema, name))
      .map(({ path, schema }) => ({ path, takes: takesPan(schema) }));
    expect(leaves.length).toBeGreaterThan(200);
    expect(leaves.filter(({ path, takes }) => takes && !isOpaque(path)).map(({ path }) => path)).toEqual([]);
    // The walk would find one, and what is excepted stands where the exception says.
    expect(leaves.filter(({ path }) => OPAQUE.has(path)).length).toBeGreaterThanOrEqual(OPAQUE.size);
    expect(leaves.filter(({ takes }) => takes).map(({ path }) => path)).toContain('process_payment.card');
    expect(takesPan(z.string())).toBe(true);
    expect(takesPan(z.int())).toBe(true);
  });

  it('holds nothing that a database cannot keep, in any text of any event, body or query', () => {
    const taken = [...entrances]
      .flatMap(([name, schema]) => schemaLeaves(schema, name))
      .filter(({ schema }) => takesOneOf(schema, UNKEEPABLE))
      .map(({ path }) => path);
    expect(taken.filter((path) => !isOpaque(path))).toEqual([]);
    // The walk would find one.
    expect(taken).toContain('POST /v1/console/sign_in body.password');
  });

  it.each([
    ['POST', '/v1/sessions', { reference: 'order\0' }, 'reference'],
    ['POST', '/v1/sessions', { metadata: { order: 'half a \ud83d' } }, 'metadata.order'],
    ['POST', '/v1/webhook_endpoints', { url: 'https://shop.example/\0' }, 'url'],
  ])('is refused by name in %s %s %j', async (method, path, change, param) => {
    const session = { amount_minor: 4900, currency: 'USD', origin: 'https://shop.example' };
    const body = { ...(path === '/v1/sessions' ? session : {}), ...change };
    expect(await stack.request(method, path, { body })).toMatchObject({
      status: 422,
      body: {
        error: { param, message: expect.stringContaining('must not contain U+0000 or half of a surrogate pair') },
      },
    });
  });

  it.each(['payments?reference=', 'payments?metadata[order]=', 'events?related=', 'customers?reference='])(
    'is refused by name in GET /v1/%s%%00',
    async (path) => {
      const answer = await stack.request('GET', `/v1/${path}%00`);
      expect(answer).toMatchObject({ status: 422, body: { error: { code: 'parameter_invalid' } } });
    },
  );

  it('is walked to its last text', () => {
    const paths = schemaLeaves(SharedState, 'state').map(({ path }) => path);
    expect(paths).toEqual(['state.filters.(key)', 'state.filters.(value)']);
    expect(() => schemaLeaves(z.any())).toThrow(/does not know any/);
  });

  it.each(['6720a37f-fa8c-4520-9853-49011e5214de', 'req_01m8hhc36a6335923838399nsq'])(
    'may be an id that only happens to hold such digits, as %s does: as a key of idempotency, reference and metadata',
    async (id) => {
      const body = {
        amount_minor: 4900,
        currency: 'USD',
        origin: 'https://shop.example',
        reference: id,
        metadata: { id },
      };
      const answer = await stack.request('POST', '/v1/sessions', { body, headers: { 'idempotency-key': id } });
      expect(answer).toMatchObject({ status: 201, body: { reference: id, metadata: { id } } });
    },
  );
});
