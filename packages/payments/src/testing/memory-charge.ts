import type { ChargeIntent, ChargeVerdict } from '../ports/payment-repository.ts';
import type { PaymentRecord } from '../records.ts';
import { refusedByHistory } from './memory-begin.ts';
import { insertAttempt, noteBegun } from './memory-tables.ts';
import type { MemoryTables } from './memory-tables.ts';

/** `begin_charge` of the migration for one intent, verdict by verdict in its order. */
export function memoryCharge(tables: MemoryTables, intent: ChargeIntent): ChargeVerdict {
  const before = [...tables.attempts.values()].find(
    ({ sessionId, requestId, type }) => sessionId === null && type === 'authorize' && requestId === intent.requestId,
  );
  const repeated = before && tables.payments.get(before.paymentId);
  if (repeated) return { type: 'repeated', payment: repeated };
  const saved = tables.methods.get(intent.paymentMethodId);
  if (!saved || saved.status === 'revoked') return { type: 'payment_method_revoked' };
  const refusal = refusedByHistory(tables, intent, intent);
  if (refusal) return { type: refusal === 'network_velocity' ? 'card_velocity' : refusal };
  const { now, actor } = intent;
  const payment: PaymentRecord = {
    id: intent.paymentId,
    merchantId: intent.merchantId,
    mode: intent.mode,
    sessionId: null,
    customerId: intent.customerId,
    reference: intent.reference,
    amountMinor: intent.amountMinor,
    feeMinor: intent.feeMinor,
    feeMode: intent.feeMode,
    totalMinor: intent.totalMinor,
    authorizedMinor: 0,
    capturedMinor: 0,
    refundedMinor: 0,
    currency: intent.currency,
    status: 'processing',
    pendingOperation: null,
    action: null,
    paymentToken: intent.paymentToken,
    recordNumber: intent.recordNumber,
    method: saved.method,
    methodToken: saved.token,
    paymentMethodId: saved.id,
    capture: intent.capture,
    processor: intent.processor,
    processorReference: null,
    declineCode: null,
    returnCode: null,
    disputed: false,
    disputeLostMinor: 0,
    authorizationExpiresAt: null,
    version: 1,
    metadata: intent.metadata,
    createdAt: now,
    updatedAt: now,
  };
  insertAttempt(tables, {
    id: intent.attemptId,
    paymentId: payment.id,
    sessionId: null,
    requestId: intent.requestId,
    type: 'authorize',
    state: 'in_flight',
    amountMinor: intent.totalMinor,
    currency: intent.currency,
    processor: intent.processor,
    actor,
    createdAt: now,
    checks: 0,
    isOutside: false,
    processorReference: null,
    reason: null,
    checkAfter: intent.checkAfter,
    finishedAt: null,
  });
  tables.payments.set(payment.id, payment);
  if (intent.checks) {
    const { merchantId, mode } = payment;
    tables.history.push({
      paymentId: payment.id,
      merchantId,
      mode,
      fingerprint: intent.checks.fingerprint,
      ip: null,
      at: now,
    });
  }
  noteBegun(tables, intent);
  return { type: 'begun', payment };
}
