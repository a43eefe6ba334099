import { connectDatabase } from '@fieldfare/db';
import { BooksComparison } from '@fieldfare/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pay } from '../../testing/pay.ts';
import { succeeded } from '../../testing/fields-client.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { accountOf, TEST_ACCOUNTS, TEST_CARDS } from '../../testing/test-cards.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
});

afterAll(async () => {
  await stack.close();
});

const compare = async (query = '') =>
  BooksComparison.parse((await stack.request('GET', `/v1/balance/comparison?${query}`)).body);

it('agrees with the bank on everything that is decided, and leaves open what is in doubt', async () => {
  const { id } = await pay(stack);
  await stack.request('POST', `/v1/payments/${id}/confirm`);
  await stack.request('POST', `/v1/payments/${id}/refunds`, { body: { amount_minor: 100 } });
  await pay(stack, {}, TEST_CARDS.declined);
  expect(await compare()).toMatchObject({
    payments: 2,
    attempts: 4,
    agreed: 4,
    open: 0,
    differences: [],
    has_more: false,
  });
  await pay(stack, {}, TEST_CARDS.timesOut);
  expect(await compare()).toMatchObject({ attempts: 5, agreed: 4, open: 1, differences: [] });
});

it('is read in pages, and only of one’s own payments', async () => {
  const first = await compare('limit=2');
  expect(first).toMatchObject({ payments: 2, has_more: true });
  expect(await compare(`limit=2&starting_after=${first.last_payment}`)).toMatchObject({ payments: 1, has_more: false });
  const reversed = 'created_from=2026-11-30T00:00:00Z&created_to=2026-11-29T00:00:00Z';
  expect(await stack.request('GET', `/v1/balance/comparison?${reversed}`)).toMatchObject({
    status: 422,
    body: { error: { code: 'range_invalid', param: 'created_to' } },
  });
  const asPublishable = { token: stack.merchant.publishable };
  expect((await stack.request('GET', '/v1/balance/comparison', asPublishable)).status).toBe(403);
});

it('names the attempt where the bank knows another outcome or another amount', async () => {
  const { id } = await pay(stack);
  const owner = connectDatabase({ url: stack.database.ownerUrl });
  const { rows } = await owner.pool.query<{ id: string }>('SELECT id FROM attempts WHERE payment_id = $1', [id]);
  const attempt = rows[0]?.id;
  await owner.pool.query('UPDATE sandbox.attempts SET amount_minor = amount_minor - 1 WHERE attempt_id = $1', [
    attempt,
  ]);
  const difference = { payment: id, attempt, type: 'authorize', ours: 'succeeded 4900' };
  expect((await compare()).differences).toEqual([
    { ...difference, processor: 'sandbox', processors: 'authorized 4899' },
  ]);
  await owner.pool.query('DELETE FROM sandbox.attempts WHERE attempt_id = $1', [attempt]);
  expect((await compare()).differences).toEqual([{ ...difference, processor: 'sandbox', processors: 'absent' }]);
  await owner.close();
});

it('expects of no bank what none was asked for: a bank account that was accepted, and one that was let go', async () => {
  const { prisma } = stack.composed.database;
  await prisma.paymentProfile.update({
    where: { merchantId: stack.merchant.id },
    data: { methods: ['card', 'ach'] },
  });
  stack.clock.advance(1_000);
  const before = await compare();
  for (const verb of ['confirm', 'cancel']) {
    const { client, hosted } = await stack.openHost();
    const { payment } = succeeded(await client.pay(hosted, accountOf(TEST_ACCOUNTS.settles)));
    expect((await stack.request('POST', `/v1/payments/${payment.id}/${verb}`)).status).toBe(200);
    client.close();
  }
  const after = await compare();
  expect(after.attempts).toBe(before.attempts + 4);
  expect(after.differences).toEqual(before.differences);
});
