import { recordDisputes } from '@fieldfare/payments';
import type { ProcessorDispute } from '@fieldfare/payments';
import { Balance, DisputeList, newId, PaymentEventList } from '@fieldfare/protocol';
import type { Dispute } from '@fieldfare/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pay } from '../../testing/pay.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { TEST_CARDS } from '../../testing/test-cards.ts';
import { createTestMerchant } from '../../testing/test-merchant.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
});

afterAll(async () => {
  await stack.close();
});

const DISPUTED_LATER = '4000000000000259';
const balance = async () => Balance.parse((await stack.request('GET', '/v1/balance')).body).balances[0];
const disputesOf = async (id: string) =>
  DisputeList.parse((await stack.request('GET', `/v1/disputes?payment=${id}`)).body).data;

async function disputed() {
  const { id } = await pay(stack, {}, DISPUTED_LATER);
  await stack.request('POST', `/v1/payments/${id}/confirm`);
  stack.clock.advance(5_000);
  await recordDisputes(stack.composed.deps);
  return id;
}

/** Lets the processor say that a dispute was decided. */
const decide = (dispute: Dispute, attemptId: string, status: ProcessorDispute['status']) =>
  stack.composed.deps.disputes.record(
    {
      id: newId('dispute'),
      eventId: newId('event'),
      processor: 'sandbox',
      processorReference: dispute.processor_reference,
      attemptId,
      amountMinor: dispute.amount_minor,
      reason: dispute.reason,
      status,
      respondBy: null,
    },
    stack.clock.now(),
  );
const authorizationOf = async (id: string): Promise<string> =>
  (
    await stack.composed.database.pool.query("SELECT id FROM attempts WHERE payment_id = $1 AND type = 'authorize'", [
      id,
    ])
  ).rows[0].id;

describe('disputes', () => {
  it('are found in the bank’s books once, after the capture, and hold the amount', async () => {
    const before = (await balance())?.available_minor ?? 0;
    const id = await disputed();
    expect(await recordDisputes(stack.composed.deps)).toBe(0);
    const [dispute, ...more] = await disputesOf(id);
    expect(more).toEqual([]);
    expect(dispute).toMatchObject({ payment: id, amount_minor: 4900, status: 'needs_response', reason: 'fraudulent' });
    expect((await stack.request('GET', `/v1/disputes/${dispute?.id}`)).body).toEqual(dispute);
    expect((await stack.request('GET', `/v1/payments/${id}`)).body).toMatchObject({
      disputed: true,
      status: 'captured',
    });
    const { data } = PaymentEventList.parse((await stack.request('GET', `/v1/payments/${id}/events`)).body);
    expect(data.at(-1)).toMatchObject({ type: 'dispute.created', amount_minor: 4900 });
    expect(await balance()).toMatchObject({ available_minor: before - 172, held_minor: 4900 });
    const { rows } = await stack.composed.database.pool.query('SELECT type FROM outbox WHERE payment_id = $1', [id]);
    expect(rows).toContainEqual({ type: 'dispute.created' });
  });

  it('keep a payment from being refunded, which would return it twice', async () => {
    const id = await disputed();
    expect(await stack.request('POST', `/v1/payments/${id}/refunds`)).toMatchObject({
      status: 409,
      body: { error: { code: 'payment_disputed' } },
    });
  });

  it.each([
    ['won', 4900 - 172, 0],
    ['lost', -172, 0],
  ] as const)('that are %s are decided once, and the books follow', async (status, change, held) => {
    const before = (await balance()) ?? { available_minor: 0, held_minor: 0 };
    const id = await disputed();
    const [dispute] = await disputesOf(id);
    if (!dispute) throw new TypeError('no dispute');
    const attempt = await authorizationOf(id);
    expect(await decide(dispute, attempt, status)).toBe('recorded');
    expect(await decide(dispute, attempt, status)).toBe('known');
    expect(await decide(dispute, attempt, status === 'won' ? 'lost' : 'won')).toBe('known');
    expect((await disputesOf(id))[0]).toMatchObject({ id: dispute.id, status });
    expect((await stack.request('GET', `/v1/payments/${id}`)).body).toMatchObject({ disputed: false });
    expect(await balance()).toMatchObject({
      available_minor: before.available_minor + change,
      held_minor: before.held_minor + held,
    });
  });

  it('that are lost leave nothing to refund of what they took, and that are won leave all of it', async () => {
    const refund = (id: string, amount?: number) =>
      stack.request('POST', `/v1/payments/${id}/refunds`, {
        body: amount === undefined ? {} : { amount_minor: amount },
      });
    const shown = async (id: string) => (await stack.request('GET', `/v1/payments/${id}`)).body;
    const ended = async (status: 'won' | 'lost', amountMinor?: number) => {
      const id = await disputed();
      const [dispute] = await disputesOf(id);
      if (!dispute) throw new TypeError('no dispute');
      const taken = amountMinor ?? dispute.amount_minor;
      await stack.composed.database.pool.query('UPDATE disputes SET amount_minor = $2 WHERE id = $1', [
        dispute.id,
        taken,
      ]);
      await decide({ ...dispute, amount_minor: taken }, await authorizationOf(id), status);
      return { id, taken };
    };
    const lost = await ended('lost');
    expect(await refund(lost.id)).toMatchObject({ status: 409, body: { error: { code: 'payment_disputed' } } });
    expect(await refund(lost.id, 1)).toMatchObject({ status: 409, body: { error: { code: 'payment_disputed' } } });
    expect(await shown(lost.id)).toMatchObject({ disputed: false, dispute_lost_minor: lost.taken, refunded_minor: 0 });
    const partly = await ended('lost', 1_000);
    const { captured_minor: captured } = (await shown(partly.id)) as { captured_minor: number };
    expect(await refund(partly.id, captured - 999)).toMatchObject({
      status: 422,
      body: { error: { code: 'amount_too_large' } },
    });
    expect(await refund(partly.id)).toMatchObject({ status: 201, body: { amount_minor: captured - 1_000 } });
    expect(await refund(partly.id)).toMatchObject({ status: 409, body: { error: { code: 'payment_disputed' } } });
    const won = await ended('won');
    expect(await refund(won.id)).toMatchObject({ status: 201 });
    expect(await shown(won.id)).toMatchObject({ dispute_lost_minor: 0, status: 'refunded' });
  });

  it('are raised of no other card, and are shown to nobody else', async () => {
    const { id } = await pay(stack, {}, TEST_CARDS.visa);
    await stack.request('POST', `/v1/payments/${id}/confirm`);
    stack.clock.advance(5_000);
    await recordDisputes(stack.composed.deps);
    expect(await disputesOf(id)).toEqual([]);
    const stranger = await createTestMerchant(stack.composed, 'Stranger');
    const list = await stack.request('GET', '/v1/disputes', { token: stranger.secret });
    expect(list.body).toMatchObject({ data: [] });
    const [theirs] = DisputeList.parse((await stack.request('GET', '/v1/disputes')).body).data;
    expect((await stack.request('GET', `/v1/disputes/${theirs?.id}`, { token: stranger.secret })).status).toBe(404);
  });
});
