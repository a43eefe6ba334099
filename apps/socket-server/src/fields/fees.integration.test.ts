import { afterAll, beforeAll, expect, it } from 'vitest';
import { asUser } from '../testing/as-user.ts';
import { pay } from '../testing/pay.ts';
import { startTestStack } from '../testing/start-test-stack.ts';
import type { TestStack } from '../testing/start-test-stack.ts';
import { cardOf, TEST_CARDS } from '../testing/test-cards.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(async () => {
  await stack.close();
});

/** Changes the profile, and lets the half second pass for which a server may know the old one. */
const change = async (body: object) => {
  const answer = await stack.request('PATCH', '/v1/profile', { ...(await asUser(stack, 'owner')), body });
  expect(answer).toMatchObject({ status: 200 });
  stack.clock.advance(1_000);
};
const payments = async (session: string) =>
  ((await stack.request('GET', `/v1/payments?session=${session}`)).body as { data: object[] }).data;

it('asks the fee of the card’s brand, and charges nothing where another total was shown', async () => {
  await change({
    fee_mode: 'service_fee',
    fee_rules: [
      { method: 'card', fee_bps: 200, fee_fixed_minor: 0 },
      { method: 'card', brand: 'american-express', fee_bps: 300, fee_fixed_minor: 0 },
    ],
  });
  const { session, client, hosted } = await stack.openHost({ amount_minor: 10_000 });
  expect(await client.send('host:calculateFee', { method: 'card' })).toMatchObject({ total_minor: 10_200 });
  const quote = await client.send('host:calculateFee', { method: 'card', bin: TEST_CARDS.amex.slice(0, 6) });
  expect(quote).toMatchObject({ fee_minor: 300, total_minor: 10_300 });

  // The shopper was shown the total of another brand.
  expect(await client.pay(hosted, cardOf(TEST_CARDS.amex))).toMatchObject({
    code: 'conflict',
    detail: 'amount_changed',
    message: expect.stringContaining('$103.00'),
  });
  expect(await payments(session.id)).toEqual([]);

  const told = await client.heard('session:updated');
  expect(told).toMatchObject({ id: session.id, fee_minor: 300, total_minor: 10_300, status: 'open' });
  const shown = { ...hosted, session: told };
  expect(await client.pay(shown, cardOf(TEST_CARDS.visa))).toMatchObject({ detail: 'amount_changed' });
  expect(await client.pay(shown, cardOf(TEST_CARDS.amex))).toMatchObject({
    payment: { status: 'authorized', fee_minor: 300, total_minor: 10_300, authorized_minor: 10_300 },
  });
  expect(await payments(session.id)).toHaveLength(1);
  client.close();
});

it('refuses brands and currencies that the profile does not take, in words for the shopper', async () => {
  await change({ brands: ['visa'], fee_mode: 'merchant_fee' });
  const { client, hosted } = await stack.openHost();
  expect(await client.pay(hosted, cardOf(TEST_CARDS.mastercard))).toMatchObject({
    code: 'validation_error',
    detail: 'brand_not_allowed',
    message: expect.stringContaining('another card'),
  });
  expect(await client.pay(hosted, cardOf(TEST_CARDS.visa))).toMatchObject({ payment: { status: 'authorized' } });
  client.close();
  await change({ brands: [], currencies: ['EUR'] });
  const session = { amount_minor: 4900, currency: 'USD', origin: 'https://shop.example' };
  expect(await stack.request('POST', '/v1/sessions', { body: session })).toMatchObject({
    status: 422,
    body: { error: { code: 'currency_not_allowed', param: 'currency' } },
  });
  await change({ currencies: [] });
});

it('refuses duplicates and what is tried too often, and says so', async () => {
  await change({ duplicate_window_seconds: 600, velocity: { card: null, ip: null, session_attempts: null } });
  expect(await pay(stack)).toMatchObject({ status: 'authorized' });
  await expect(pay(stack)).rejects.toThrow(/duplicate_payment/);
  expect(await pay(stack, { amount_minor: 4901 })).toMatchObject({ status: 'authorized' });
  await change({
    duplicate_window_seconds: 0,
    velocity: { card: null, ip: { limit: 3, window_seconds: 600 }, session_attempts: 2 },
  });
  // The address was not kept before a rule asked for it.
  for (let attempt = 0; attempt < 3; attempt++) await pay(stack);
  await expect(pay(stack)).rejects.toThrow(/network_velocity/);
  await change({ velocity: { card: null, ip: null, session_attempts: 2 } });
  const { client, hosted } = await stack.openHost();
  for (let attempt = 0; attempt < 2; attempt++)
    expect(await client.pay(hosted, cardOf(TEST_CARDS.declined))).toMatchObject({ payment: { status: 'declined' } });
  expect(await client.pay(hosted, cardOf(TEST_CARDS.declined))).toMatchObject({ detail: 'too_many_attempts' });
  client.close();
});
