import { newId, Refund, RefundList } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asUser } from '../../testing/as-user.ts';
import { pay } from '../../testing/pay.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { createTestMerchant } from '../../testing/test-merchant.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(async () => {
  await stack.close();
});

const captured = async () => {
  const { id } = await pay(stack);
  await stack.request('POST', `/v1/payments/${id}/confirm`);
  return id;
};
const refund = (id: string, body: object = {}) => stack.request('POST', `/v1/payments/${id}/refunds`, { body });
const setRefundFee = (rule: string) =>
  stack.composed.database.pool.query('UPDATE payment_profiles SET refund_fee = $2 WHERE merchant_id = $1', [
    stack.merchant.id,
    rule,
  ]);

describe('refunds', () => {
  it('are listed newest first, of one payment or of all, and retrieved one by one', async () => {
    const [first, second] = [await captured(), await captured()];
    const made: Refund[] = [];
    for (const [id, amount] of [
      [first, 100],
      [second, 200],
      [first, 300],
    ] as const)
      made.push(Refund.parse((await refund(id, { amount_minor: amount, reason: 'returned' })).body));
    const list = async (query: string) =>
      RefundList.parse((await stack.request('GET', `/v1/refunds?${query}`)).body).data.map((one) => one.amount_minor);
    expect(await list(`payment=${first}`)).toEqual([300, 100]);
    expect((await list('limit=2')).slice(0, 2)).toEqual([300, 200]);
    expect(await list(`limit=1&starting_after=${made[2]?.id}`)).toEqual([200]);
    expect((await stack.request('GET', `/v1/refunds/${made[1]?.id}`)).body).toEqual(made[1]);
  });

  it('of many callers at once never return more than was captured', async () => {
    const id = await captured();
    const answers = await Promise.all(Array.from({ length: 12 }, () => refund(id, { amount_minor: 1000 })));
    for (const { status } of answers) expect([201, 409, 422]).toContain(status);
    const { data } = RefundList.parse((await stack.request('GET', `/v1/refunds?payment=${id}`)).body);
    const returned = data.reduce((sum, one) => sum + (one.status === 'failed' ? 0 : one.amount_minor), 0);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(data.length);
    expect(returned).toBeLessThanOrEqual(4900);
    expect((await stack.request('GET', `/v1/payments/${id}`)).body).toMatchObject({ refunded_minor: returned });
  });

  it('return the fee in proportion where the profile says so, to the last cent in the end', async () => {
    await setRefundFee('returned');
    stack.clock.advance(1_000);
    const id = await captured();
    const fees: number[] = [];
    for (const amount of [1633, 1633, 1634])
      fees.push(Refund.parse((await refund(id, { amount_minor: amount })).body).fee_minor);
    // 2.9 % of 49.00 and 30 cents.
    expect(fees.reduce((sum, fee) => sum + fee, 0)).toBe(172);
    expect(fees).toEqual([57, 57, 58]);
    await setRefundFee('kept');
    stack.clock.advance(1_000);
    expect((await refund(await captured())).body).toMatchObject({ amount_minor: 4900, fee_minor: 0 });
  });

  it('are refused to a viewer, and somebody else’s answer like none', async () => {
    const id = await captured();
    const { body } = await refund(id, { amount_minor: 100 });
    const viewer = await asUser(stack, 'viewer');
    expect(await stack.request('POST', `/v1/payments/${id}/refunds`, viewer)).toMatchObject({ status: 403 });
    const stranger = await createTestMerchant(stack.composed, 'Stranger');
    const theirs = await stack.request('GET', `/v1/refunds/${Refund.parse(body).id}`, { token: stranger.secret });
    const none = await stack.request('GET', `/v1/refunds/${newId('refund')}`, { token: stranger.secret });
    expect([theirs.status, none.status]).toEqual([404, 404]);
    expect((await stack.request('GET', '/v1/refunds', { token: stranger.secret })).body).toMatchObject({ data: [] });
  });

  it('that would exceed what was captured are refused by the database itself', async () => {
    const id = await captured();
    await refund(id, { amount_minor: 4000 });
    const insert = (amount: number, status: string) =>
      stack.composed.database.pool.query(
        `INSERT INTO refunds (id, merchant_id, mode, payment_id, attempt_id, amount_minor, currency, status, created_at, updated_at)
         VALUES ($1, $2, 'test', $3, $4, $5, 'USD', $6, now(), now())`,
        [newId('refund'), stack.merchant.id, id, newId('attempt'), amount, status],
      );
    for (const status of ['pending', 'unknown', 'succeeded'])
      await expect(insert(901, status)).rejects.toMatchObject({ constraint: 'refunds_within_captured' });
    await insert(900, 'unknown');
    await expect(insert(1, 'pending')).rejects.toMatchObject({ constraint: 'refunds_within_captured' });
  });
});
