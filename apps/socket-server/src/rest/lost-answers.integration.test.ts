import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { newId } from '@fieldfare/protocol';
import type { Session } from '@fieldfare/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { asUser } from '../testing/as-user.ts';
import { pay } from '../testing/pay.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestResponse, TestStack } from '../testing/start-test-stack.ts';
import { createTestMerchant, PASSWORD, SHOP_ORIGIN } from '../testing/test-merchant.ts';
import type { TestMerchant } from '../testing/test-merchant.ts';

const FONT = createRequire(import.meta.url).resolve('@fontsource/space-mono/files/space-mono-latin-400-normal.woff2');
// Made up at run time, so that nothing in the sources looks like a key.
const STRIPE_KEY = ['sk', 'test', newId('apiKey')].join('_');
const newSession = { amount_minor: 4900, currency: 'USD', origin: SHOP_ORIGIN };

let stack: TestStack;
let stripeShop: TestMerchant;
let owner: Awaited<ReturnType<typeof asUser>>;

beforeAll(async () => {
  stack = await startTestStack();
  stripeShop = await createTestMerchant(stack.composed, 'Shop with accounts');
});
beforeEach(async () => {
  owner = await asUser(stack, 'owner');
});
afterAll(() => stack.close());

interface Wanted {
  method?: string;
  path: string;
  body?: unknown;
  as?: typeof owner;
}

const send = ({ method = 'POST', path, body, as = owner }: Wanted, key?: string): Promise<TestResponse> =>
  stack.request(method, path, {
    ...as,
    headers: { ...as.headers, ...(key === undefined ? {} : { 'idempotency-key': key }) },
    ...(body === undefined ? {} : { body }),
  });
const idOf = ({ body }: TestResponse) => (body as { id: string }).id;
const make = async (path: string, body: unknown, as = owner) => idOf(await send({ path, body, as }));
/** Who has accounts at processors pays at them from then on, so that a merchant of its own has them here. */
const ownerFor = (path: string) => (path === '/v1/processor_accounts' ? asUser(stack, 'owner', stripeShop) : owner);
const count = async (table: string) =>
  (await stack.composed.database.pool.query(`SELECT count(*)::int AS count FROM ${table}`)).rows[0] as unknown;
const audited = async (subject: string, action: string) =>
  (
    await stack.composed.database.pool.query('SELECT 1 FROM audit_log WHERE subject = $1 AND action = $2', [
      subject,
      action,
    ])
  ).rowCount;

/** Does it, loses the answer as a server does that dies before it has noted it, and answers the repeat a minute later. */
async function repeatAfterLoss(wanted: Wanted, meanwhile: () => Promise<unknown> = async () => undefined) {
  const key = newId('request');
  const note = vi.spyOn(stack.composed.deps.idempotency, 'finish').mockRejectedValueOnce(new Error('killed'));
  try {
    expect((await send(wanted, key)).status).toBe(500);
    expect(note).toHaveBeenCalledTimes(1);
  } finally {
    note.mockRestore();
  }
  await meanwhile();
  expect(await send(wanted, key)).toMatchObject({ status: 409, body: { error: { code: 'idempotency_key_in_use' } } });
  stack.clock.advance(60_001);
  const repeated = await send(wanted, key);
  // What was found is kept from then on.
  const again = await send(wanted, key);
  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([repeated.status, 'true']);
  return repeated;
}

describe('what was made before its answer was lost is found by a repeat, and not made again', () => {
  it.each([
    ['customers', '/v1/customers', { name: 'Ada' }],
    ['processor_accounts', '/v1/processor_accounts', { processor: 'stripe', secret_key: STRIPE_KEY }],
  ])('%s', async (table, path, body) => {
    const before = (await count(table)) as { count: number };
    const repeated = await repeatAfterLoss({ path, body, as: await ownerFor(path) });
    expect(repeated).toMatchObject({ status: 201, body: { id: expect.any(String) } });
    expect(await count(table)).toEqual({ count: before.count + 1 });
    expect(await audited(idOf(repeated), `${table.slice(0, -1)}.create`)).toBe(1);
  });

  it('fonts', async () => {
    const data = (await readFile(FONT)).toString('base64');
    const repeated = await repeatAfterLoss({ path: '/v1/fonts', body: { family: 'Space Mono', data } });
    expect(repeated).toMatchObject({ status: 201, body: { object: 'font', family: 'Space Mono' } });
  });

  it('sessions, which are answered with a token that opens them', async () => {
    const before = (await count('sessions')) as { count: number };
    const as = { token: stack.merchant.secret, headers: {} as typeof owner.headers };
    const repeated = await repeatAfterLoss({ path: '/v1/sessions', body: newSession, as });
    expect(repeated.status).toBe(201);
    expect(await count('sessions')).toEqual({ count: before.count + 1 });
    (await stack.connect({ pt_token: (repeated.body as Session).pt_token })).close();
  });

  it.each([
    ['api_keys', '/v1/api_keys', { name: 'Server' }],
    ['webhook_endpoints', '/v1/webhook_endpoints', { url: 'https://shop.example/hooks' }],
  ])('%s, whose secret was shown once', async (table, path, body) => {
    const before = (await count(table)) as { count: number };
    const repeated = await repeatAfterLoss({ path, body });
    expect(repeated).toMatchObject({ status: 409, body: { error: { code: 'secret_shown_once' } } });
    expect(await count(table)).toEqual({ count: before.count + 1 });
  });

  it('a key’s successor', async () => {
    const id = await make('/v1/api_keys', { name: 'Old' });
    const repeated = await repeatAfterLoss({ path: `/v1/api_keys/${id}/rotate`, body: {} });
    expect(repeated).toMatchObject({ status: 409, body: { error: { code: 'secret_shown_once' } } });
    expect(await audited(id, 'api_key.rotate')).toBe(1);
  });

  it('an endpoint’s signing secret', async () => {
    const id = await make('/v1/webhook_endpoints', { url: 'https://shop.example/rotated' });
    const repeated = await repeatAfterLoss({ path: `/v1/webhook_endpoints/${id}/rotate_secret`, body: {} });
    expect(repeated).toMatchObject({ status: 409, body: { error: { code: 'secret_shown_once' } } });
    expect(await audited(id, 'webhook_endpoint.rotate_secret')).toBe(1);
  });
});

describe('what was changed before its answer was lost is not changed again over what others did since', () => {
  it.each([
    ['/v1/customers', { name: 'Ada' }, { name: 'Ada L.' }, { name: 'Ada Lovelace' }],
    ['/v1/api_keys', { name: 'One' }, { name: 'Two' }, { name: 'Three' }],
    ['/v1/webhook_endpoints', { url: 'https://shop.example/a' }, { description: 'b' }, { description: 'c' }],
    ['/v1/processor_accounts', { processor: 'stripe', secret_key: STRIPE_KEY }, { priority: 20 }, { priority: 30 }],
  ])('%s', async (path, body, first, since) => {
    const as = await ownerFor(path);
    const id = await make(path, body, as);
    const repeated = await repeatAfterLoss({ path: `${path}/${id}`, body: first, as }, () =>
      send({ path: `${path}/${id}`, body: since, as }),
    );
    expect(repeated).toMatchObject({ status: 200, body: { id, ...since } });
  });

  it('a session, which ended since', async () => {
    const { session, client } = await stack.openHost();
    client.close();
    const repeated = await repeatAfterLoss({ path: `/v1/sessions/${session.id}`, body: { amount_minor: 5000 } }, () =>
      stack.request('POST', `/v1/sessions/${session.id}/expire`),
    );
    expect(repeated).toMatchObject({ status: 200, body: { status: 'expired', revision: 2, amount_minor: 5000 } });
  });

  it('a decision', async () => {
    const { pool } = stack.composed.database;
    const second = newId('user');
    await pool.query(
      `INSERT INTO users (id, email, name, password_hash, role) SELECT $1, 'second@two.test', 'second', u.password_hash, 'VENDOR' FROM users u LIMIT 1`,
      [second],
    );
    await pool.query("INSERT INTO memberships (user_id, merchant_id, role) VALUES ($1, $2, 'finance')", [
      second,
      stack.merchant.id,
    ]);
    const signedIn = await stack.request('POST', '/v1/console/sign_in', {
      token: null,
      body: { email: 'second@two.test', password: PASSWORD },
    });
    const finance = { ...owner, token: (signedIn.body as { token: string }).token };
    const rules = { confirm_above_minor: 3_000, refund_above_minor: null, expire_after_minutes: 60 };
    await send({ method: 'PATCH', path: '/v1/profile', body: { approvals: rules } });
    stack.clock.advance(1_000);
    const { id: paymentId } = await pay(stack);
    const id = idOf(await send({ path: `/v1/payments/${paymentId}/confirm`, body: {}, as: finance }));
    const repeated = await repeatAfterLoss({ path: `/v1/approvals/${id}/approve`, body: {} });
    expect(repeated).toMatchObject({ status: 200, body: { id, status: 'approved', failure_code: null } });
  });
});

it('what was deleted before its answer was lost is answered as deleted', async () => {
  const id = await make('/v1/webhook_endpoints', { url: 'https://shop.example/gone' });
  const repeated = await repeatAfterLoss({ method: 'DELETE', path: `/v1/webhook_endpoints/${id}` });
  expect(repeated).toMatchObject({ status: 200, body: { id, deleted: true } });
  expect(await send({ method: 'DELETE', path: `/v1/webhook_endpoints/${id}` })).toMatchObject({ status: 404 });
});

it('a request that broke after it was done is found at once, and keeps its body', async () => {
  const { customers } = stack.composed.deps;
  const insert = customers.insert.bind(customers);
  const broken = vi.spyOn(customers, 'insert').mockImplementationOnce(async (...made) => {
    await insert(...made);
    throw new Error('the connection was lost at the commit');
  });
  const ada = (name = 'Ada') => send({ path: '/v1/customers', body: { name, reference: 'broke' } }, 'broke-1');
  expect((await ada()).status).toBe(500);
  broken.mockRestore();
  expect(await ada('Grace')).toMatchObject({ status: 409, body: { error: { code: 'idempotency_key_reused' } } });
  expect(await ada()).toMatchObject({ status: 201, body: { name: 'Ada' } });
  const { rowCount } = await stack.composed.database.pool.query("SELECT 1 FROM customers WHERE reference = 'broke'");
  expect(rowCount).toBe(1);
});

it('an audit row names its request as the log does', async () => {
  const made = await send({ path: '/v1/customers', body: { name: 'Ada' } }, 'traced-1');
  const { rows } = await stack.composed.database.pool.query<{ request_id: string }>(
    'SELECT request_id FROM audit_log WHERE subject = $1',
    [idOf(made)],
  );
  const lines = stack.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const requestId = made.headers.get('request-id');
  expect(lines).toContainEqual(expect.objectContaining({ request_id: requestId, claim_id: rows[0]?.request_id }));
});
