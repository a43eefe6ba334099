import type { AttemptReader } from '../compare-books.ts';
import type { NoticeRepository, OutsideMove } from '../ports/notice-repository.ts';
import { assertAmountsOrdered, insertAttempt } from './memory-tables.ts';
import type { MemoryTables } from './memory-tables.ts';

const LOOKED_AT: ReadonlySet<string> = new Set(['succeeded', 'absent']);

/** What processors tell, in memory: as `look_again`, `adopt_outside` and `reverse_refund` leave the tables. */
export function createMemoryNotices(tables: MemoryTables): NoticeRepository {
  return {
    bringForward: async () => 0,
    succeededRefund: async () => null,
    lookAgain: async (processor, attemptId, now) => {
      const attempt = tables.attempts.get(attemptId);
      const isTheirs = attempt?.processor === processor && attempt.type === 'authorize' && LOOKED_AT.has(attempt.state);
      if (isTheirs) Object.assign(attempt, { checkAfter: now, checks: 0 });
    },
    looked: async ({ id, checks }) => {
      const attempt = tables.attempts.get(id);
      if (attempt?.checks === checks) attempt.checkAfter = null;
    },
    adopt: async (move, now) => memoryAdopt(tables, structuredClone(move), now),
    reverseRefund: async ({ attemptId, reason }, now) => memoryReverse(tables, attemptId, reason, now),
  };
}

function memoryAdopt(tables: MemoryTables, move: OutsideMove, now: Date): 'adopted' | 'changed' {
  const before = tables.payments.get(move.paymentId);
  if (!before || before.version !== move.expectedVersion || before.pendingOperation) return 'changed';
  const { id: paymentId, currency, processor } = before;
  const { amountMinor, attemptId, processorReference, refund, status, type } = move;
  const payment = {
    ...before,
    status,
    capturedMinor: type === 'capture' ? amountMinor : before.capturedMinor,
    refundedMinor: before.refundedMinor + (type === 'refund' ? amountMinor : 0),
    version: before.version + 1,
    updatedAt: now,
  };
  assertAmountsOrdered(payment);
  const teller = { type: 'system', id: null, name: 'Processor' } as const;
  const row = { id: attemptId, paymentId, type, amountMinor, currency, processor, processorReference };
  insertAttempt(tables, {
    ...row,
    state: 'succeeded',
    actor: teller,
    createdAt: now,
    finishedAt: now,
    checks: 0,
    isOutside: true,
    sessionId: null,
    requestId: null,
    reason: null,
    checkAfter: null,
  });
  if (refund)
    tables.refunds.set(refund.id, {
      ...refund,
      paymentId,
      attemptId,
      amountMinor,
      status: 'succeeded',
      isOutside: true,
    });
  tables.payments.set(paymentId, payment);
  const told = { capture: 'payment.captured', void: 'payment.canceled', refund: 'refund.succeeded' }[type];
  const event = { type: told, paymentId, version: payment.version };
  tables.events.push({ ...event, id: move.eventId, amountMinor, detail: null, status, actor: teller, createdAt: now });
  tables.outbox.push(event);
  return 'adopted';
}

function memoryReverse(tables: MemoryTables, attemptId: string, reason: string, now: Date): 'reversed' | 'known' {
  const refund = [...tables.refunds.values()].find((one) => one.attemptId === attemptId && one.status === 'succeeded');
  const payment = refund && tables.payments.get(refund.paymentId);
  const attempt = tables.attempts.get(attemptId);
  if (!payment || !attempt) return 'known';
  const refundedMinor = payment.refundedMinor - refund.amountMinor;
  const status = refundedMinor === 0 ? 'captured' : 'partially_refunded';
  refund.status = 'failed';
  Object.assign(attempt, { state: 'refused', reason });
  tables.payments.set(payment.id, { ...payment, status, refundedMinor, version: payment.version + 1, updatedAt: now });
  return 'reversed';
}

/** Attempts as they are compared with the processors' books. */
export function createMemoryAttempts(tables: MemoryTables): AttemptReader {
  const of = (paymentId: string) => [...tables.attempts.values()].filter((attempt) => attempt.paymentId === paymentId);
  return {
    ofPayments: async (paymentIds) => structuredClone(paymentIds.flatMap(of)),
    ofPayment: async (paymentId) => structuredClone(of(paymentId)),
  };
}
