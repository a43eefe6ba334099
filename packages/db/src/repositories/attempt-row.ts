import type { AttemptRecord } from '@fieldfare/payments';

export interface AttemptRow {
  id: string;
  payment_id: string;
  type: AttemptRecord['type'];
  state: AttemptRecord['state'];
  amount_minor: number;
  currency: AttemptRecord['currency'];
  processor: string;
  actor: AttemptRecord['actor'];
  created_at: Date;
  checks: number;
  made_outside: boolean;
}

export function toAttempt(row: AttemptRow): AttemptRecord {
  return {
    id: row.id,
    paymentId: row.payment_id,
    type: row.type,
    state: row.state,
    amountMinor: row.amount_minor,
    currency: row.currency,
    processor: row.processor,
    actor: row.actor,
    createdAt: row.created_at,
    checks: row.checks,
    isOutside: row.made_outside,
  };
}
