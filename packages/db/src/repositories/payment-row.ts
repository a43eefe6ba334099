import type { PaymentEventRecord, PaymentRecord, PendingActionRecord } from '@fieldfare/payments';

/** A row of `payments` as `to_jsonb` writes it. The one place where the table's names become the engine's. */
export interface PaymentRow {
  id: string;
  merchant_id: string;
  mode: PaymentRecord['mode'];
  session_id: string | null;
  customer_id: string | null;
  reference: string | null;
  amount_minor: number;
  fee_minor: number;
  fee_mode: PaymentRecord['feeMode'];
  total_minor: number;
  authorized_minor: number;
  captured_minor: number;
  refunded_minor: number;
  currency: PaymentRecord['currency'];
  status: PaymentRecord['status'];
  pending_operation: {
    type: 'capture' | 'void' | 'refund';
    state: 'in_flight' | 'unknown';
    attempt_id: string;
    waiting?: { actor: PaymentEventRecord['actor']; request_id: string | null };
  } | null;
  action: (Omit<PendingActionRecord, 'triesLeft' | 'expiresAt'> & { tries_left: number; expires_at: string }) | null;
  payment_token: string;
  record_number: string;
  method: PaymentRecord['method'];
  card_token: string | null;
  payment_method_id: string | null;
  capture: PaymentRecord['capture'];
  processor: string;
  processor_reference: string | null;
  decline_code: PaymentRecord['declineCode'];
  return_code: string | null;
  disputed: boolean;
  /** Missing in what was written down before it was kept. */
  dispute_lost_minor?: number;
  authorization_expires_at: string | null;
  version: number;
  metadata: PaymentRecord['metadata'];
  created_at: string;
  updated_at: string;
}

export function toPayment(row: PaymentRow): PaymentRecord {
  const pending = row.pending_operation;
  return {
    id: row.id,
    merchantId: row.merchant_id,
    mode: row.mode,
    sessionId: row.session_id,
    customerId: row.customer_id,
    reference: row.reference,
    amountMinor: row.amount_minor,
    feeMinor: row.fee_minor,
    feeMode: row.fee_mode,
    totalMinor: row.total_minor,
    authorizedMinor: row.authorized_minor,
    capturedMinor: row.captured_minor,
    refundedMinor: row.refunded_minor,
    currency: row.currency,
    status: row.status,
    pendingOperation: pending && toPending(pending),
    action: row.action && toAction(row.action),
    paymentToken: row.payment_token,
    recordNumber: row.record_number,
    method: row.method,
    methodToken: row.card_token,
    paymentMethodId: row.payment_method_id,
    capture: row.capture,
    processor: row.processor,
    processorReference: row.processor_reference,
    declineCode: row.decline_code,
    returnCode: row.return_code,
    disputed: row.disputed,
    disputeLostMinor: row.dispute_lost_minor ?? 0,
    authorizationExpiresAt: row.authorization_expires_at === null ? null : new Date(row.authorization_expires_at),
    version: row.version,
    metadata: row.metadata,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}

function toPending({ type, state, attempt_id, waiting }: NonNullable<PaymentRow['pending_operation']>) {
  const asked = waiting && { waiting: { actor: waiting.actor, requestId: waiting.request_id } };
  return { type, state, attemptId: attempt_id, ...asked };
}

function toAction({ id, type, form, tries_left, expires_at }: NonNullable<PaymentRow['action']>): PendingActionRecord {
  return { id, type, form, triesLeft: tries_left, expiresAt: new Date(expires_at) };
}

export interface PaymentEventRow {
  id: string;
  payment_id: string;
  type: string;
  status: PaymentRecord['status'];
  version: number;
  amount_minor: number | null;
  actor: PaymentEventRecord['actor'];
  detail: string | null;
  created_at: Date;
}

export function toPaymentEvent(row: PaymentEventRow): PaymentEventRecord {
  return {
    id: row.id,
    paymentId: row.payment_id,
    type: row.type,
    status: row.status,
    version: row.version,
    amountMinor: row.amount_minor,
    actor: row.actor,
    detail: row.detail,
    createdAt: row.created_at,
  };
}
