import { eventTypesOf, presentPayment, presentRefund } from '@fieldfare/payments';
import type { RefundRecord } from '@fieldfare/payments';
import { newId } from '@fieldfare/protocol';
import { toPayment } from '../repositories/payment-row.ts';
import type { PaymentRow } from '../repositories/payment-row.ts';
import type { HearableFact, NewEvent } from './event-recorder.ts';

type Presented = Pick<NewEvent, 'mode' | 'related' | 'data'>;

/** How each kind of row looks in REST, by the first word of the fact's name. */
const PRESENTERS: Readonly<Record<string, (row: unknown) => Presented>> = {
  payment: (row) => {
    // The outbox holds what PostgreSQL itself wrote of its own row.
    const payment = toPayment(row as PaymentRow);
    return { mode: payment.mode, related: payment.id, data: presentPayment(payment) };
  },
  refund: (row) => {
    const refund = toRefund(row as RefundRow);
    return { mode: (row as RefundRow).mode, related: refund.id, data: presentRefund(refund) };
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
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}

/** The events that a fact makes, each with the object as REST showed it then. */
export function eventsOfFact(fact: HearableFact): NewEvent[] {
  const types = eventTypesOf(fact.type, fact.previousType);
  const present = PRESENTERS[fact.type.split('.')[0] ?? ''];
  if (types.length === 0 || !present) return [];
  const { mode, related, data } = present(fact.object);
  return types.map((type) => ({
    id: newId('event', fact.committedAt),
    merchantId: fact.merchantId,
    mode,
    type,
    related,
    version: fact.version ?? 1,
    data,
    factId: fact.id,
    createdAt: fact.committedAt,
  }));
}
