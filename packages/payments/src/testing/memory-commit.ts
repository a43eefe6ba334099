import type { MoveVerdict, PaymentMove } from '../ports/payment-repository.ts';
import type { PaymentRecord } from '../records.ts';
import { assertAmountsOrdered, insertAttempt } from './memory-tables.ts';
import type { MemoryTables } from './memory-tables.ts';

/** `commit_moves` of the engine's migration for one move. */
export function memoryCommit(tables: MemoryTables, move: PaymentMove): MoveVerdict {
  const before = tables.payments.get(move.paymentId);
  if (!before) return { type: 'not_found' };
  if (before.version !== move.expectedVersion) return { type: 'version_changed', payment: before };
  const payment = patched(before, move);
  assertAmountsOrdered(payment);
  finishAttempt(tables, move);
  beginAttempt(tables, payment, move);
  tables.payments.set(payment.id, payment);
  const session = payment.sessionId === null ? undefined : tables.sessions.get(payment.sessionId);
  if (move.sessionStatus && session?.paymentId === payment.id)
    tables.sessions.set(session.id, { ...session, status: move.sessionStatus });
  const { id, type, amountMinor, detail } = move.event;
  const event = { type, paymentId: payment.id, version: payment.version };
  tables.events.push({
    ...event,
    id,
    amountMinor,
    detail,
    status: payment.status,
    actor: move.actor,
    createdAt: move.now,
  });
  tables.outbox.push(event);
  return { type: 'committed', payment };
}

function patched(before: PaymentRecord, { patch, now }: PaymentMove): PaymentRecord {
  return {
    ...before,
    status: patch.status ?? before.status,
    authorizedMinor: patch.authorizedMinor ?? before.authorizedMinor,
    capturedMinor: patch.capturedMinor ?? before.capturedMinor,
    refundedMinor: patch.refundedMinor ?? before.refundedMinor,
    pendingOperation: patch.pendingOperation === undefined ? before.pendingOperation : patch.pendingOperation,
    action: patch.action === undefined ? before.action : patch.action,
    processor: patch.processor ?? before.processor,
    processorReference: patch.processorReference ?? before.processorReference,
    declineCode: patch.declineCode ?? before.declineCode,
    returnCode: patch.returnCode ?? before.returnCode,
    authorizationExpiresAt: patch.authorizationExpiresAt ?? before.authorizationExpiresAt,
    version: before.version + 1,
    updatedAt: now,
  };
}

function finishAttempt(tables: MemoryTables, { finishAttempt: finish, now }: PaymentMove): void {
  const attempt = finish && tables.attempts.get(finish.id);
  if (!finish || !attempt) return;
  tables.attempts.set(attempt.id, {
    ...attempt,
    state: finish.state,
    reason: finish.reason ?? null,
    processorReference: finish.processorReference ?? attempt.processorReference,
    finishedAt: finish.state === 'unknown' || finish.state === 'in_flight' ? null : now,
    checkAfter: finish.checkAfter ?? null,
  });
  for (const refund of tables.refunds.values()) {
    if (refund.attemptId === attempt.id && finish.refundStatus !== undefined) refund.status = finish.refundStatus;
  }
}

function beginAttempt(
  tables: MemoryTables,
  payment: PaymentRecord,
  { beginAttempt: begin, actor, now }: PaymentMove,
): void {
  if (!begin) return;
  const { id, type, amountMinor, checkAfter, requestId, refundId, refundFeeMinor } = begin;
  insertAttempt(tables, {
    id,
    type,
    amountMinor,
    checkAfter,
    requestId,
    actor,
    paymentId: payment.id,
    sessionId: requestId === null ? null : payment.sessionId,
    state: 'in_flight',
    currency: payment.currency,
    processor: payment.processor,
    createdAt: now,
    checks: 0,
    isOutside: false,
    processorReference: null,
    reason: null,
    finishedAt: null,
  });
  if (refundId !== undefined)
    tables.refunds.set(refundId, {
      id: refundId,
      paymentId: payment.id,
      attemptId: id,
      amountMinor,
      feeMinor: refundFeeMinor ?? 0,
      status: 'pending',
    });
}
