import { presentDispute, presentPayment, presentPaymentMethod, presentRefund } from '@fieldfare/payments';
import type { DisputeRecord, RefundRecord } from '@fieldfare/payments';
import { toPaymentMethod } from '../repositories/payment-method-repository.ts';
import type { PaymentMethodRow } from '../repositories/payment-method-repository.ts';
import { toPayment } from '../repositories/payment-row.ts';
import type { PaymentRow } from '../repositories/payment-row.ts';
import type { NewEvent } from './event-recorder.ts';

type Presented = Pick<NewEvent, 'mode' | 'related' | 'data'>;

/** How each kind of row looks in REST, by the first word of the fact's name. */
export const PRESENTERS: Readonly<Record<string, (row: unknown) => Presented>> = {
  payment: (row) => {
    // The outbox holds what PostgreSQL itself wrote of its own row.
    const payment = toPayment(row as PaymentRow);
    return { mode: payment.mode, related: payment.id, data: presentPayment(payment) };
  },
  refund: (row) => {
    const refund = toRefund(row as RefundRow);
    return { mode: (row as RefundRow).mode, related: refund.id, data: presentRefund(refund) };
  },
  dispute: (row) => {
    const dispute = toDispute(row as DisputeRow);
    return { mode: (row as DisputeRow).mode, related: dispute.id, data: presentDispute(dispute) };
  },
  payment_method: (row) => {
    const saved = toPaymentMethod(row as PaymentMethodRow);
    return { mode: saved.mode, related: saved.id, data: presentPaymentMethod(saved) };
  },
};

/** A row of `refunds` as `to_jsonb` writes it. */
interface RefundRow {
  id: string;
  mode: NewEvent['mode'];
  payment_id: string;
  amount_minor: number;
  fee_minor: number;
  currency: RefundRecord['currency'];
  status: RefundRecord['status'];
  reason: string | null;
  made_outside: boolean;
  created_at: string;
  updated_at: string;
}

function toRefund(row: RefundRow): RefundRecord {
  return {
    id: row.id,
    paymentId: row.payment_id,
    amountMinor: row.amount_minor,
    feeMinor: row.fee_minor,
    currency: row.currency,
    status: row.status,
    reason: row.reason,
    isOutside: row.made_outside,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}

/** A row of `disputes` as `to_jsonb` writes it. */
interface DisputeRow {
  id: string;
  mode: NewEvent['mode'];
  payment_id: string;
  amount_minor: number;
  currency: DisputeRecord['currency'];
  reason: string;
  status: DisputeRecord['status'];
  processor_reference: string;
  respond_by: string | null;
  created_at: string;
  updated_at: string;
}

function toDispute(row: DisputeRow): DisputeRecord {
  return {
    id: row.id,
    paymentId: row.payment_id,
    amountMinor: row.amount_minor,
    currency: row.currency,
    reason: row.reason,
    status: row.status,
    processorReference: row.processor_reference,
    respondBy: row.respond_by === null ? null : new Date(row.respond_by),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}
