import { startBraintreeServer } from '@fieldfare/processors/testing/braintree-server';
import type { BraintreeServer } from '@fieldfare/processors/testing/braintree-server';
import { startStripeServer } from '@fieldfare/processors/testing/stripe-server';
import type { StripeServer } from '@fieldfare/processors/testing/stripe-server';
import { BooksComparison, newId, Payment, ProcessorAccount, ProcessorAccountList } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { asUser } from '../../testing/as-user.ts';
import { dumpDatabase } from '../../testing/dump-database.ts';
import { pay } from '../../testing/pay.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { TEST_CARDS } from '../../testing/test-cards.ts';
import { createTestMerchant, SHOP_ORIGIN } from '../../testing/test-merchant.ts';

// Made up at run time, so that nothing in the sources looks like a key.
const SECRET_KEY = ['sk', 'test', newId('apiKey')].join('_');
const PATH = '/v1/processor_accounts';

// Made up likewise.
const braintreeKey = () => newId('apiKey').slice(4);
const BRAINTREE = { merchant_id: braintreeKey(), public_key: braintreeKey(), private_key: braintreeKey() };

let stripe: StripeServer;
let braintree: BraintreeServer;
let stack: TestStack;
let owner: Awaited<ReturnType<typeof asUser>>;

beforeAll(async () => {
  // The stack's clock stands ahead of the machine's by as much as tests let it run.
  let now = () => new Date();
  stripe = await startStripeServer({ secretKey: SECRET_KEY, now: () => now() });
  braintree = await startBraintreeServer({ credentials: BRAINTREE, now: () => now() });
  stack = await startTestStack({
    settings: (settings) => ({ ...settings, processorServers: { stripe: stripe.server, braintree: braintree.server } }),
  });
  now = () => stack.clock.now();
  owner = await asUser(stack, 'owner');
});
afterAll(async () => {
  await stack.close();
  await stripe.close();
  await braintree.close();
});

const post = (path: string, body: unknown, as = owner) => stack.request('POST', path, { ...as, body });
const add = async (body: Record<string, unknown> = {}) =>
  ProcessorAccount.parse((await post(PATH, { processor: 'stripe', secret_key: SECRET_KEY, ...body })).body);

it('a merchant’s payments go to its own account, from authorization to refund, and say so', async () => {
  const account = await add();
  expect(account).toMatchObject({ enabled: true, priority: 10, credentials_hint: SECRET_KEY.slice(-4) });
  stack.clock.advance(500);
  const paid = await pay(stack);
  expect(paid.status).toBe('authorized');
  const captured = await stack.request('POST', `/v1/payments/${paid.id}/confirm`, { body: {} });
  expect(Payment.parse(captured.body)).toMatchObject({
    status: 'captured',
    processor: 'stripe',
    processor_reference: expect.stringMatching(/^pi_/),
  });
  expect((await stack.request('POST', `/v1/payments/${paid.id}/refunds`, { body: {} })).status).toBeLessThan(300);
  expect(stripe.requests.slice(-3)).toEqual([
    'POST /v1/payment_intents',
    expect.stringMatching(/capture$/),
    'POST /v1/refunds',
  ]);
  expect((await pay(stack, {}, TEST_CARDS.insufficientFunds)).decline_code).toBe('insufficient_funds');
});

it('a disabled account takes no new payment, which the sandbox bank takes in test mode, and finishes those that it took', async () => {
  const [account] = ProcessorAccountList.parse((await stack.request('GET', PATH, owner)).body).data;
  const paid = await pay(stack);
  const inLive = { ...owner, headers: { ...owner.headers, 'fieldfare-mode': 'live' } };
  for (const verb of ['', '/test'])
    expect(await post(`${PATH}/${account?.id}${verb}`, {}, inLive)).toMatchObject({
      status: 404,
      body: { error: { code: 'other_mode' } },
    });
  expect((await post(`${PATH}/${account?.id}`, { enabled: false })).body).toMatchObject({ enabled: false });
  stack.clock.advance(500);
  const tried = await pay(stack);
  const { body: captured } = await stack.request('POST', `/v1/payments/${tried.id}/confirm`, { body: {} });
  expect(captured).toMatchObject({ status: 'captured', processor: 'sandbox' });
  const canceled = await stack.request('POST', `/v1/payments/${paid.id}/cancel`, { body: {} });
  expect(canceled.body).toMatchObject({ status: 'canceled', processor: 'stripe' });
  await post(`${PATH}/${account?.id}`, { enabled: true });
  stack.clock.advance(500);
});

it('what no account takes is refused where it is set up, and not where a shopper pays', async () => {
  const rule = { methods: ['card', 'ach'] };
  const refused = { status: 422, body: { error: { code: 'method_not_allowed', param: 'rule.methods' } } };
  expect(await post(PATH, { processor: 'stripe', secret_key: SECRET_KEY, rule })).toMatchObject(refused);
  const account = await add({ priority: 40 });
  expect(await post(`${PATH}/${account.id}`, { rule })).toMatchObject(refused);

  const where = { merchantId: stack.merchant.id };
  const { prisma } = stack.composed.database;
  await prisma.paymentProfile.update({ where, data: { methods: ['card', 'ach'] } });
  stack.clock.advance(1_000);
  const session = { amount_minor: 4_900, currency: 'USD', origin: SHOP_ORIGIN };
  const open = (more: object = {}, token?: string) =>
    stack.request('POST', '/v1/sessions', { body: { ...session, ...more }, ...(token === undefined ? {} : { token }) });
  expect((await open()).body).toMatchObject({ methods: ['card'] });
  expect(await open({ methods: ['ach'] })).toMatchObject({
    status: 422,
    body: { error: { code: 'method_not_allowed', param: 'methods', message: expect.stringContaining('ach in test') } },
  });
  const setup = await open({ mode: 'setup', amount_minor: undefined });
  expect(setup.body).toMatchObject({ methods: ['card', 'ach'] });
  const live = { ...owner, headers: { ...owner.headers, 'fieldfare-mode': 'live' } };
  const key = (await post('/v1/api_keys', { name: 'Live', type: 'secret' }, live)).body as { secret: string };
  expect(await open({}, key.secret)).toMatchObject({
    status: 422,
    body: { error: { code: 'processor_not_configured', message: expect.stringContaining('live mode') } },
  });
  await prisma.paymentProfile.update({ where, data: { methods: ['card'] } });
  stack.clock.advance(1_000);
});

it('an account can be tried, and new credentials replace the old ones at once', async () => {
  const account = await add({ priority: 50 });
  expect((await post(`${PATH}/${account.id}/test`, {})).body).toMatchObject({ healthy: true });
  const changed = await post(`${PATH}/${account.id}`, { secret_key: `${SECRET_KEY}wrong`, priority: 60 });
  expect(changed.body).toMatchObject({ priority: 60, credentials_hint: 'rong' });
  expect((await post(`${PATH}/${account.id}/test`, {})).body).toEqual({
    object: 'processor_check',
    healthy: false,
    detail: 'Stripe refuses our credentials: api_key_invalid.',
  });
});

it('an account at Braintree takes what its rule lets it, and its keys can be changed one by one', async () => {
  const rule = { currencies: ['EUR'] };
  const created = await post(PATH, { processor: 'braintree', ...BRAINTREE, priority: 1, rule });
  const account = ProcessorAccount.parse(created.body);
  expect(account).toMatchObject({ processor: 'braintree', credentials_hint: BRAINTREE.public_key.slice(-4) });
  expect((await post(`${PATH}/${account.id}/test`, {})).body).toMatchObject({
    healthy: true,
    detail: 'Braintree answers, and charges EUR, USD.',
  });
  stack.clock.advance(500);
  const paid = await pay(stack, { currency: 'EUR' });
  expect(paid.status).toBe('authorized');
  const captured = await stack.request('POST', `/v1/payments/${paid.id}/confirm`, { body: {} });
  expect(captured.body).toMatchObject({ status: 'captured', processor: 'braintree' });
  const wrong = await post(`${PATH}/${account.id}`, { private_key: braintreeKey() });
  expect(wrong.body).toMatchObject({ credentials_hint: BRAINTREE.public_key.slice(-4) });
  expect((await post(`${PATH}/${account.id}/test`, {})).body).toMatchObject({ healthy: false });
  expect((await post(`${PATH}/${account.id}`, { secret_key: SECRET_KEY })).body).toMatchObject({
    error: { code: 'credentials_of_other_processor', param: 'secret_key' },
  });
  await post(`${PATH}/${account.id}`, { private_key: BRAINTREE.private_key, enabled: false });
});

it('its books are compared with the processors’ step by step, and what was captured past us stands out', async () => {
  const compare = async () => BooksComparison.parse((await stack.request('GET', '/v1/balance/comparison')).body);
  const agreed = await compare();
  expect(agreed).toMatchObject({ differences: [], open: 0, unreachable: 0 });
  expect(agreed.agreed).toBeGreaterThanOrEqual(8);
  const paid = await pay(stack);
  const { processor_reference: reference } = Payment.parse(
    (await stack.request('GET', `/v1/payments/${paid.id}`)).body,
  );
  // What somebody does in Stripe's own dashboard.
  stripe.books.capture(reference ?? '', new Map([['amount_to_capture', '4900']]));
  expect((await compare()).differences).toMatchObject([
    { payment: paid.id, ours: 'succeeded 4900, captured 0', processors: 'authorized 4900, captured 4900' },
  ]);
});

it('refuses who may not, what is another merchant’s, and a key of the other mode', async () => {
  const viewer = await asUser(stack, 'viewer');
  expect((await post(PATH, { processor: 'stripe', secret_key: SECRET_KEY }, viewer)).status).toBe(403);
  expect((await stack.request('GET', PATH)).status).toBe(403);
  const account = await add({ priority: 90 });
  const stranger = await asUser(stack, 'owner', await createTestMerchant(stack.composed, 'Stranger'));
  expect((await post(`${PATH}/${account.id}`, { enabled: false }, stranger)).status).toBe(404);
  const live = SECRET_KEY.replace('_test_', '_live_');
  expect((await post(PATH, { processor: 'stripe', secret_key: live })).body).toMatchObject({
    error: { code: 'key_of_other_mode', param: 'secret_key' },
  });
  expect((await post(PATH, { processor: 'stripe', secret_key: 'hunter2' })).status).toBe(422);
});

it('no answer, log line or table shows a secret or private key', async () => {
  const answers = JSON.stringify((await stack.request('GET', PATH, owner)).body);
  const tables = await dumpDatabase(stack.database.ownerUrl);
  for (const text of [answers, stack.lines.join('\n'), JSON.stringify([...tables])])
    for (const secret of [SECRET_KEY, BRAINTREE.private_key]) expect(text).not.toContain(secret);
});

it('whose credentials somebody replaces while another request reads the old ones is told so', async () => {
  const { id } = await add();
  const { secrets } = stack.composed.deps;
  const replace = () => post(`${PATH}/${id}`, { secret_key: SECRET_KEY });
  const first = vi.spyOn(secrets, 'read').mockImplementationOnce(async (name) => {
    expect(await replace()).toMatchObject({ status: 200 });
    return secrets.read(name);
  });
  expect(await replace()).toMatchObject({ status: 409, body: { error: { code: 'processor_credentials_changed' } } });
  first.mockRestore();
});

it('whose credentials several people replace at once keeps those of one of them, and leaves no other sealed', async () => {
  const { id } = await add();
  const sealed = async () =>
    (await dumpDatabase(stack.database.ownerUrl)).get('vault.secrets')?.split('"purpose": "stripe"').length;
  const before = await sealed();
  const replace = () => post(`${PATH}/${id}`, { secret_key: SECRET_KEY });
  const answers = await Promise.all([replace(), replace(), replace(), replace()]);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(answers.length);
  for (const answer of refused)
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'processor_credentials_changed' } } });
  expect(await sealed()).toBe(before);
});
