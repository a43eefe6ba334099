import type { ChargeIntent, HistoryChecks, PaymentIntent, PaymentMove } from '@fieldfare/payments';
import { sealedCardItem } from './sealed-card-item.ts';

/** An intent as `begin_payments` reads it. */
export function intentItem(intent: PaymentIntent) {
  const { card } = intent;
  return {
    merchant_id: intent.merchantId,
    session_id: intent.sessionId,
    generation: intent.generation,
    revision: intent.revision,
    request_id: intent.requestId,
    challenge_id: intent.challengeId,
    challenge_expires_at: intent.challengeExpiresAt,
    payment_id: intent.paymentId,
    attempt_id: intent.attemptId,
    event_id: intent.eventId,
    payment_token: intent.paymentToken,
    record_number: intent.recordNumber,
    amount_minor: intent.amountMinor,
    fee_minor: intent.feeMinor,
    total_minor: intent.totalMinor,
    currency: intent.currency,
    processor: intent.processor,
    method: intent.method,
    ...('paymentMethodId' in card
      ? { card: { token: card.token }, payment_method_id: card.paymentMethodId }
      : { card: sealedCardItem(card) }),
    checks: intent.checks && checksItem(intent.checks),
    metadata: intent.metadata,
    actor: intent.actor,
    check_after: intent.checkAfter,
    now: intent.now,
  };
}

/** A charge as `begin_charge` reads it. */
export function chargeItem(intent: ChargeIntent) {
  return {
    merchant_id: intent.merchantId,
    mode: intent.mode,
    payment_method_id: intent.paymentMethodId,
    customer_id: intent.customerId,
    request_id: intent.requestId,
    payment_id: intent.paymentId,
    attempt_id: intent.attemptId,
    event_id: intent.eventId,
    payment_token: intent.paymentToken,
    record_number: intent.recordNumber,
    reference: intent.reference,
    amount_minor: intent.amountMinor,
    fee_minor: intent.feeMinor,
    fee_mode: intent.feeMode,
    total_minor: intent.totalMinor,
    currency: intent.currency,
    capture: intent.capture,
    processor: intent.processor,
    checks: intent.checks && checksItem(intent.checks),
    metadata: intent.metadata,
    actor: intent.actor,
    check_after: intent.checkAfter,
    now: intent.now,
  };
}

function checksItem({ fingerprint, ip, duplicateSince, card, network }: HistoryChecks) {
  return {
    fingerprint: fingerprint && fingerprint.toString('base64'),
    ip,
    duplicate_since: duplicateSince,
    card_limit: card?.limit,
    card_since: card?.since,
    ip_limit: network?.limit,
    ip_since: network?.since,
  };
}

/** A move as `commit_moves` reads it. What is left out of the patch stays as it is. */
export function moveItem(move: PaymentMove) {
  const { patch, beginAttempt, finishAttempt } = move;
  const pending = patch.pendingOperation;
  const { action } = patch;
  return {
    payment_id: move.paymentId,
    expected_version: move.expectedVersion,
    patch: {
      status: patch.status,
      authorized_minor: patch.authorizedMinor,
      captured_minor: patch.capturedMinor,
      refunded_minor: patch.refundedMinor,
      pending_operation: pending && {
        type: pending.type,
        state: pending.state,
        attempt_id: pending.attemptId,
        waiting: pending.waiting && { actor: pending.waiting.actor, request_id: pending.waiting.requestId },
      },
      action: action && {
        id: action.id,
        type: action.type,
        form: action.form,
        tries_left: action.triesLeft,
        expires_at: action.expiresAt,
      },
      processor: patch.processor,
      processor_reference: patch.processorReference,
      network_transaction_id: patch.networkTransactionId,
      decline_code: patch.declineCode,
      return_code: patch.returnCode,
      authorization_expires_at: patch.authorizationExpiresAt,
    },
    begin_attempt: beginAttempt && {
      id: beginAttempt.id,
      type: beginAttempt.type,
      amount_minor: beginAttempt.amountMinor,
      check_after: beginAttempt.checkAfter,
      request_id: beginAttempt.requestId,
      refund_id: beginAttempt.refundId,
      refund_fee_minor: beginAttempt.refundFeeMinor,
      reason: beginAttempt.reason,
    },
    finish_attempt: finishAttempt && {
      id: finishAttempt.id,
      state: finishAttempt.state,
      reason: finishAttempt.reason,
      processor_reference: finishAttempt.processorReference,
      check_after: finishAttempt.checkAfter,
      refund_status: finishAttempt.refundStatus,
    },
    session_status: move.sessionStatus,
    event: {
      id: move.event.id,
      type: move.event.type,
      amount_minor: move.event.amountMinor,
      detail: move.event.detail,
    },
    actor: move.actor,
    request_id: move.requestId,
    now: move.now,
  };
}
