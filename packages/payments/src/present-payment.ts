import type {
  Payment,
  PaymentAction,
  PaymentEvent,
  PaymentResult,
  PaymentUpdate,
  PendingOperation,
} from '@fieldfare/protocol';
import { processorName } from './processor-name.ts';
import type { PaymentEventRecord, PaymentRecord, PendingActionRecord } from './records.ts';

/** The payment as REST, webhooks and the console see it. */
export function presentPayment(payment: PaymentRecord): Payment {
  return {
    id: payment.id,
    object: 'payment',
    mode: payment.mode,
    session: payment.sessionId,
    customer: payment.customerId,
    reference: payment.reference,
    ...amountsOf(payment),
    fee_mode: payment.feeMode,
    status: payment.status,
    pending_operation: pendingOf(payment),
    payment_token: payment.paymentToken,
    record_number: payment.recordNumber,
    method: payment.method,
    payment_method: payment.paymentMethodId,
    processor: processorName(payment.processor),
    processor_reference: payment.processorReference,
    decline_code: payment.declineCode,
    return_code: payment.returnCode,
    disputed: payment.disputed,
    dispute_lost_minor: payment.disputeLostMinor,
    authorization_expires_at: payment.authorizationExpiresAt?.toISOString() ?? null,
    version: payment.version,
    metadata: payment.metadata,
    created_at: payment.createdAt.toISOString(),
    updated_at: payment.updatedAt.toISOString(),
  };
}

/** What the merchant's page may learn of a change. */
export function presentUpdate(payment: PaymentRecord): PaymentUpdate {
  return {
    id: payment.id,
    status: payment.status,
    pending_operation: pendingOf(payment),
    ...amountsOf(payment),
    method: payment.method,
    decline_code: payment.declineCode,
    version: payment.version,
  };
}

/** What the shopper's own frame is told to ask the shopper. */
export function presentAction(action: PendingActionRecord): PaymentAction {
  return {
    id: action.id,
    type: action.type,
    form: action.form,
    tries_left: action.triesLeft,
    expires_at: action.expiresAt.toISOString(),
  };
}

/** What the shopper's own frame is answered. */
export function presentResult(payment: PaymentRecord): PaymentResult {
  return {
    ...presentUpdate(payment),
    payment_token: payment.paymentToken,
    record_number: payment.recordNumber,
    action: payment.action && presentAction(payment.action),
  };
}

export function presentEvent(event: PaymentEventRecord): PaymentEvent {
  return {
    id: event.id,
    object: 'payment_event',
    type: event.type,
    status: event.status,
    version: event.version,
    amount_minor: event.amountMinor,
    actor: event.actor,
    detail: event.detail,
    created_at: event.createdAt.toISOString(),
  };
}

function amountsOf(payment: PaymentRecord) {
  return {
    amount_minor: payment.amountMinor,
    fee_minor: payment.feeMinor,
    total_minor: payment.totalMinor,
    authorized_minor: payment.authorizedMinor,
    captured_minor: payment.capturedMinor,
    refunded_minor: payment.refundedMinor,
    currency: payment.currency,
  };
}

function pendingOf(payment: PaymentRecord): PendingOperation | null {
  return payment.pendingOperation && { type: payment.pendingOperation.type, state: payment.pendingOperation.state };
}
