import type { PaymentRecord } from '@fieldfare/payments';
import { toPayment } from './payment-row.ts';
import type { PaymentRow } from './payment-row.ts';

/** What a room was told, to be told again. */
export interface ReplayedPush {
  sequence: number;
  type: string;
  correlationId: string | null;
  createdAt: Date;
  /** The payment as it stands now, where the push is about one. */
  payment: PaymentRecord | null;
  /** What the push says where it is about no payment. */
  payload: unknown;
}

export interface PushRow {
  sequence: number;
  type: string;
  correlation_id: string | null;
  created_at: Date;
  payload: unknown;
  payment: PaymentRow | null;
}

export function toPush(row: PushRow): ReplayedPush {
  return {
    sequence: row.sequence,
    type: row.type,
    correlationId: row.correlation_id,
    createdAt: row.created_at,
    payment: row.payment && toPayment(row.payment),
    payload: row.payload,
  };
}
