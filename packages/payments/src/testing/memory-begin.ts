import type { IntentVerdict, PaymentIntent, PaymentScope } from '../ports/payment-repository.ts';
import type { PaymentRecord, SessionRecord } from '../records.ts';
import { insertAttempt, noteBegun } from './memory-tables.ts';
import type { MemoryTables } from './memory-tables.ts';

/** `begin_payments` of the engine's migration for one intent, verdict by verdict in its order. */
export function memoryBegin(tables: MemoryTables, intent: PaymentIntent): IntentVerdict {
  const session = tables.sessions.get(intent.sessionId);
  if (session?.merchantId !== intent.merchantId || session.generation !== intent.generation)
    return { type: 'session_closed' };
  return repeated(tables, intent) ?? refused(tables, session, intent) ?? begun(tables, session, intent);
}

function repeated(tables: MemoryTables, intent: PaymentIntent): IntentVerdict | null {
  for (const attempt of tables.attempts.values()) {
    if (attempt.sessionId !== intent.sessionId || attempt.requestId !== intent.requestId) continue;
    return { type: 'repeated', payment: paymentOf(tables, attempt.paymentId) };
  }
  return null;
}

function refused(tables: MemoryTables, session: SessionRecord, intent: PaymentIntent): IntentVerdict | null {
  if (session.status === 'processing' || session.status === 'completed') {
    const payment = paymentOf(tables, session.paymentId ?? '');
    if (payment.status === 'unknown') return { type: 'payment_in_doubt', payment };
    return { type: session.status === 'processing' ? 'payment_in_flight' : 'already_paid', payment };
  }
  if (session.status !== 'open' || session.expiresAt <= intent.now) return { type: 'session_closed' };
  if (session.attempts >= session.maxAttempts) return { type: 'too_many_attempts' };
  const hasChanged =
    session.revision !== intent.revision ||
    session.amountMinor !== intent.amountMinor ||
    session.currency !== intent.currency ||
    intent.totalMinor !== intent.amountMinor + (session.feeMode === 'service_fee' ? intent.feeMinor : 0);
  if (hasChanged) return { type: 'amount_changed' };
  if (tables.challenges.has(intent.challengeId)) return { type: 'challenge_replayed' };
  const refusal = refusedByHistory(tables, session, intent);
  return refusal && { type: refusal };
}

/** `history_refusal` of the migration. */
export function refusedByHistory(
  tables: MemoryTables,
  scope: PaymentScope,
  { checks, amountMinor, currency }: Pick<PaymentIntent, 'checks' | 'amountMinor' | 'currency'>,
): 'duplicate_payment' | 'card_velocity' | 'network_velocity' | null {
  if (!checks) return null;
  const scoped = [...tables.history.values()].filter(
    (one) => one.merchantId === scope.merchantId && one.mode === scope.mode,
  );
  const ofCard = scoped.filter((one) => checks.fingerprint !== null && one.fingerprint?.equals(checks.fingerprint));
  const { duplicateSince, card, network } = checks;
  const isDuplicate = ofCard.some((one) => {
    const payment = tables.payments.get(one.paymentId);
    const isSame = payment?.amountMinor === amountMinor && payment.currency === currency;
    const isAlive = payment !== undefined && !['declined', 'canceled', 'failed', 'expired'].includes(payment.status);
    return duplicateSince !== null && one.at >= duplicateSince && isSame && isAlive;
  });
  if (isDuplicate) return 'duplicate_payment';
  if (card && ofCard.filter((one) => one.at >= card.since).length >= card.limit) return 'card_velocity';
  const ofNetwork = scoped.filter((one) => checks.ip !== null && one.ip === checks.ip);
  if (network && ofNetwork.filter((one) => one.at >= network.since).length >= network.limit) return 'network_velocity';
  return null;
}

function begun(tables: MemoryTables, session: SessionRecord, intent: PaymentIntent): IntentVerdict {
  const { now, actor } = intent;
  const payment: PaymentRecord = {
    id: intent.paymentId,
    merchantId: session.merchantId,
    mode: session.mode,
    sessionId: session.id,
    customerId: session.customerId,
    reference: session.reference,
    amountMinor: session.amountMinor,
    feeMinor: intent.feeMinor,
    feeMode: session.feeMode,
    totalMinor: intent.totalMinor,
    authorizedMinor: 0,
    capturedMinor: 0,
    refundedMinor: 0,
    currency: session.currency,
    status: 'processing',
    pendingOperation: null,
    action: null,
    paymentToken: intent.paymentToken,
    recordNumber: intent.recordNumber,
    method: intent.method,
    methodToken: intent.card.token,
    paymentMethodId: 'paymentMethodId' in intent.card ? intent.card.paymentMethodId : null,
    capture: null,
    processor: intent.processor,
    processorReference: null,
    declineCode: null,
    returnCode: null,
    disputed: false,
    disputeLostMinor: 0,
    authorizationExpiresAt: null,
    version: 1,
    metadata: { ...intent.metadata, ...session.metadata },
    createdAt: now,
    updatedAt: now,
  };
  insertAttempt(tables, {
    id: intent.attemptId,
    paymentId: payment.id,
    sessionId: session.id,
    requestId: intent.requestId,
    type: 'authorize',
    state: 'in_flight',
    amountMinor: intent.totalMinor,
    currency: session.currency,
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
  tables.challenges.add(intent.challengeId);
  tables.cards.add(intent.card.token);
  tables.payments.set(payment.id, payment);
  if (intent.checks) {
    const { fingerprint, ip } = intent.checks;
    const { merchantId, mode } = payment;
    tables.history.push({ paymentId: payment.id, merchantId, mode, fingerprint, ip, at: now });
  }
  noteBegun(tables, intent);
  tables.sessions.set(session.id, {
    ...session,
    status: 'processing',
    paymentId: payment.id,
    attempts: session.attempts + 1,
  });
  return { type: 'begun', payment };
}

function paymentOf(tables: MemoryTables, id: string): PaymentRecord {
  const payment = tables.payments.get(id);
  if (!payment) throw new TypeError(`there is no payment ${id}`);
  return payment;
}
