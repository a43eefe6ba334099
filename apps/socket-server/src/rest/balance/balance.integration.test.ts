import { connectDatabase } from '@fieldfare/db';
import { cancelPayment, confirmPayment, refundPayment } from '@fieldfare/payments';
import { Balance, FieldfareError, Statement } from '@fieldfare/protocol';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asUser } from '../../testing/as-user.ts';
import { pay } from '../../testing/pay.ts';
import { startTestStack } from '../../testing/start-test-stack.ts';
import type { TestStack } from '../../testing/start-test-stack.ts';
import { createTestMerchant } from '../../testing/test-merchant.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await startTestStack({ runsJobs: false });
});

afterAll(async () => {
  await stack.close();
});

const actor = { type: 'system', id: null, name: 'Test' } as const;
const query = async (text: string) => (await stack.composed.database.pool.query(text, [stack.merchant.id])).rows;
const balanceNow = async () => Balance.parse((await stack.request('GET', '/v1/balance')).body).balances[0];

/** What the payments and refunds themselves say. */
const figures = async () => {
  const [row] = await query(`SELECT
      coalesce(sum(captured_minor), 0)::bigint AS captured, coalesce(sum(refunded_minor), 0)::bigint AS refunded,
      coalesce(sum(least(fee_minor, captured_minor)), 0)::bigint AS fees,
      (SELECT coalesce(sum(r.fee_minor), 0)::bigint FROM refunds r WHERE r.merchant_id = $1 AND r.status = 'succeeded') AS fees_returned
    FROM payments WHERE merchant_id = $1`);
  return row as { captured: number; refunded: number; fees: number; fees_returned: number };
};

type Step = { type: 'confirm' | 'cancel' | 'refund'; amount: number | null };
const step = fc.record({
  type: fc.constantFrom<Step['type']>('confirm', 'confirm', 'cancel', 'refund', 'refund'),
  amount: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 5_000 })),
});

async function play(steps: Step[]): Promise<void> {
  const { deps } = stack.composed;
  const { id } = await pay(stack);
  for (const { type, amount: amountMinor } of steps) {
    const payment = await deps.payments.load(id);
    if (!payment) throw new TypeError(`there is no payment ${id}`);
    const input = { amountMinor, requestId: null, actor };
    const done = {
      confirm: () => confirmPayment(deps, payment, input),
      cancel: () => cancelPayment(deps, payment, input),
      refund: () => refundPayment(deps, payment, input),
    }[type]();
    // What the payment's state or amounts forbid is refused, and must leave no trace in the books.
    await done.catch((error: unknown) => {
      if (!(error instanceof FieldfareError)) throw error;
    });
  }
}

describe('the ledger', () => {
  it('agrees with the payments after whatever happened to them', async () => {
    await query("UPDATE payment_profiles SET refund_fee = 'returned' WHERE merchant_id = $1");
    stack.clock.advance(1_000);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        await play(steps);
        const { captured, refunded, fees, fees_returned } = await figures();
        expect(await balanceNow().then((one) => one ?? { available_minor: 0, fees_minor: 0 })).toMatchObject({
          available_minor: captured - refunded - fees + fees_returned,
          fees_minor: fees - fees_returned,
        });
      }),
      { numRuns: 25, endOnFailure: true },
    );
    const sums = await query(
      'SELECT sum(amount_minor)::bigint AS sum FROM ledger_postings WHERE merchant_id = $1 GROUP BY entry_id',
    );
    expect(sums.length).toBeGreaterThan(10);
    expect(sums.every(({ sum }) => sum === 0)).toBe(true);
    const [owed] = await query(
      "SELECT sum(amount_minor)::bigint AS sum FROM ledger_postings WHERE merchant_id = $1 AND account = 'processor'",
    );
    const { captured, refunded } = await figures();
    expect(owed).toEqual({ sum: refunded - captured });
  }, 60_000);

  it('is told by day, each day closing where the next one opens', async () => {
    const { id } = await pay(stack);
    await stack.request('POST', `/v1/payments/${id}/confirm`);
    const today = stack.clock.now();
    stack.clock.advance(2 * 86_400_000);
    const later = stack.clock.now();
    await stack.request('POST', `/v1/payments/${id}/refunds`, { body: { amount_minor: 900 } });
    const day = (date: Date) => date.toISOString().slice(0, 10);
    const path = `/v1/balance/statement?currency=USD&from=${day(today)}&to=${day(later)}`;
    const statement = Statement.parse((await stack.request('GET', path)).body);
    expect(statement.days.map(({ date }) => date)).toEqual([day(today), day(later)]);
    expect(statement.days[1]).toMatchObject({ captured_minor: 0, refunded_minor: -900 });
    expect(statement.closing_minor).toBe((await balanceNow())?.available_minor);
    const next = `/v1/balance/statement?currency=USD&from=${day(later)}&to=${day(later)}`;
    const second = Statement.parse((await stack.request('GET', next)).body);
    expect(second.opening_minor).toBe(statement.days[0]?.closing_minor);
    expect(
      await stack.request('GET', `/v1/balance/statement?currency=USD&from=${day(later)}&to=${day(today)}`),
    ).toMatchObject({ status: 422, body: { error: { code: 'range_invalid', param: 'to' } } });
  });

  it('is summed by day for merchants who never look', async () => {
    const stranger = await createTestMerchant(stack.composed, 'Stranger');
    await stack.composed.deps.tendDays();
    const { rows } = await stack.composed.database.pool.query(
      'SELECT mode FROM ledger_days_kept WHERE merchant_id = $1 ORDER BY mode',
      [stranger.id],
    );
    expect(rows).toEqual([{ mode: 'live' }, { mode: 'test' }]);
  });

  it('belongs to one merchant, and a publishable key may not look', async () => {
    const stranger = await createTestMerchant(stack.composed, 'Stranger');
    expect((await stack.request('GET', '/v1/balance', { token: stranger.secret })).body).toMatchObject({
      balances: [],
    });
    expect((await stack.request('GET', '/v1/balance', { token: stack.merchant.publishable })).status).toBe(403);
    expect((await stack.request('GET', '/v1/balance', await asUser(stack, 'viewer'))).status).toBe(200);
  });

  it('is written by the database alone, and never out of balance', async () => {
    const { pool } = stack.composed.database;
    for (const statement of [
      "INSERT INTO ledger_entries (merchant_id, mode, type, payment_id, created_at) VALUES ('m', 'test', 'fee', 'p', now())",
      "INSERT INTO ledger_postings (entry_id, merchant_id, mode, account, currency, amount_minor, created_at) VALUES (1, 'm', 'test', 'fees', 'USD', 1, now())",
      'UPDATE ledger_postings SET amount_minor = 1',
      'DELETE FROM ledger_entries',
    ])
      await expect(pool.query(statement), statement).rejects.toThrow(/permission denied/);
    const owner = connectDatabase({ url: stack.database.ownerUrl });
    const unbalanced = owner.pool.query(
      `INSERT INTO ledger_postings (entry_id, merchant_id, mode, account, currency, amount_minor, created_at)
       SELECT min(id), 'm', 'test', 'fees', 'USD', 1, now() FROM ledger_entries`,
    );
    await expect(unbalanced).rejects.toMatchObject({ constraint: 'ledger_postings_balance' });
    await owner.close();
  });
});
