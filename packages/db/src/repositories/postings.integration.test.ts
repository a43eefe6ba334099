import type { PaymentMove, PaymentRecord, ProcessorDispute } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../connect.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import type { OpenTestDatabase } from '../testing/open-test-database.ts';
import { approvalOf, insertMerchant, insertSession, intentFor } from '../testing/payment-fixtures.ts';
import { createDisputeRepository } from './dispute-repository.ts';
import { createNoticeRepository } from './notice-repository.ts';
import { createPaymentRepository } from './payment-repository.ts';

let test: OpenTestDatabase;
let database: Database;
let merchantId: string;

beforeAll(async () => {
  test = await openTestDatabase();
  ({ database } = test);
});
beforeEach(async () => {
  merchantId = await insertMerchant(database);
});
afterAll(() => test.close());

const actor = { type: 'system', id: null, name: 'Test' } as const;

async function commit(payment: PaymentRecord, type: string, move: Partial<PaymentMove>): Promise<PaymentRecord> {
  const now = new Date();
  const event = { id: newId('event', now), type, amountMinor: null, detail: null };
  const base = {
    paymentId: payment.id,
    expectedVersion: payment.version,
    patch: {},
    event,
    actor,
    requestId: null,
    now,
  };
  const verdict = await createPaymentRepository(database.pool).commit({ ...base, ...move });
  if (verdict.type !== 'committed') throw new Error(verdict.type);
  return verdict.payment;
}

/** 49.00 of which 1.72 are the fee. */
async function authorized() {
  const intent = intentFor(await insertSession(database, merchantId));
  const payments = createPaymentRepository(database.pool);
  const begun = await payments.begin(intent);
  if (begun.type !== 'begun') throw new Error(begun.type);
  const held = await payments.commit(approvalOf(begun.payment, intent.attemptId));
  if (held.type !== 'committed') throw new Error(held.type);
  return { payment: held.payment, authorization: intent.attemptId };
}

async function captured() {
  const { payment, authorization } = await authorized();
  const patch = { status: 'captured', capturedMinor: payment.totalMinor } as const;
  return { payment: await commit(payment, 'payment.captured', { patch }), authorization };
}

async function refunded(payment: PaymentRecord, amountMinor: number, refundFeeMinor: number) {
  const id = newId('attempt');
  const begun = await commit(payment, 'refund.started', {
    patch: { pendingOperation: { type: 'refund', state: 'in_flight', attemptId: id } },
    beginAttempt: {
      id,
      type: 'refund',
      amountMinor,
      requestId: null,
      checkAfter: new Date(),
      reason: null,
      refundId: newId('refund'),
      refundFeeMinor,
    },
  });
  const after = await commit(begun, 'refund.succeeded', {
    patch: { status: 'partially_refunded', refundedMinor: amountMinor, pendingOperation: null },
    finishAttempt: { id, type: 'refund', state: 'succeeded', refundStatus: 'succeeded' },
  });
  return { payment: after, attemptId: id };
}

const returned = (payment: PaymentRecord) =>
  commit(payment, 'payment.failed', { patch: { status: 'failed', returnCode: 'R01' } });

const feesAre = (rule: 'kept' | 'returned') =>
  database.prisma.paymentProfile.update({ where: { merchantId }, data: { refundFee: rule } });

/** What the accounts hold. One that comes to nothing is left out. */
async function accounts(): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ account: string; sum: number }>(
    'SELECT account, sum(amount_minor)::bigint AS sum FROM ledger_postings WHERE merchant_id = $1 GROUP BY account HAVING sum(amount_minor) <> 0',
    [merchantId],
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]));
}

describe('a debit that comes back', () => {
  it('takes what was not refunded before; the fee stays where the profile keeps it', async () => {
    await feesAre('kept');
    const { payment } = await refunded((await captured()).payment, 900, 0);
    expect(await accounts()).toEqual({ processor: -4_000, merchant: 3_828, fees: 172 });
    await returned(payment);
    expect(await accounts()).toEqual({ merchant: -172, fees: 172 });
  });

  it('brings back the fee that no refund has brought back, where the profile says so', async () => {
    await feesAre('returned');
    const { payment } = await refunded((await captured()).payment, 900, 32);
    expect(await accounts()).toEqual({ processor: -4_000, merchant: 3_860, fees: 140 });
    await returned(payment);
    expect(await accounts()).toEqual({});
  });

  it('before it was settled moves nothing', async () => {
    await returned((await authorized()).payment);
    expect(await accounts()).toEqual({});
  });
});

it('a refund that is taken back takes the fee back that came with it, once', async () => {
  const { payment, attemptId } = await refunded((await captured()).payment, 900, 32);
  const reversal = { processor: payment.processor, attemptId, eventId: newId('event'), reason: 'No such account.' };
  const reverse = () => createNoticeRepository(database.pool).reverseRefund(reversal, new Date());
  expect(await Promise.all([reverse(), reverse()]).then((verdicts) => verdicts.toSorted())).toEqual([
    'known',
    'reversed',
  ]);
  expect(await accounts()).toEqual({ processor: -4_900, merchant: 4_728, fees: 172 });
});

it('a dispute that took the money becomes no inquiry again', async () => {
  const { payment, authorization } = await captured();
  const record = (status: ProcessorDispute['status']) =>
    createDisputeRepository(database).record(
      {
        id: newId('dispute'),
        eventId: newId('event'),
        processor: payment.processor,
        processorReference: 'dp_1',
        attemptId: authorization,
        amountMinor: 4_900,
        reason: 'fraudulent',
        status,
        respondBy: null,
      },
      new Date(),
    );
  expect(await record('needs_response')).toBe('recorded');
  for (const status of ['inquiry', 'early_warning', 'inquiry_closed', 'needs_response'] as const)
    expect(await record(status)).toBe('known');
  const [dispute] = await database.prisma.dispute.findMany({ where: { paymentId: payment.id } });
  expect(dispute?.status).toBe('needs_response');
  expect(await accounts()).toEqual({ processor: -4_900, merchant: -172, fees: 172, disputes: 4_900 });
});
