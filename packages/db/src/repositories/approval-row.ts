import type { ApprovalRecord } from '@fieldfare/payments';

/** A row of `approvals` as `to_jsonb` writes it. */
export interface ApprovalRow {
  id: string;
  merchant_id: string;
  payment_id: string;
  action: ApprovalRecord['action'];
  amount_minor: number;
  currency: ApprovalRecord['currency'];
  reason: string | null;
  status: ApprovalRecord['status'];
  requested_by: ApprovalRecord['requestedBy'];
  decided_by: ApprovalRecord['decidedBy'];
  note: string | null;
  decided_at: string | null;
  carried_out_at: string | null;
  failure_code: string | null;
  expires_at: string;
  created_at: string;
}

export function toApproval(row: ApprovalRow): ApprovalRecord {
  const time = (value: string | null) => (value === null ? null : new Date(value));
  return {
    id: row.id,
    merchantId: row.merchant_id,
    paymentId: row.payment_id,
    action: row.action,
    amountMinor: row.amount_minor,
    currency: row.currency,
    reason: row.reason,
    status: row.status,
    requestedBy: row.requested_by,
    decidedBy: row.decided_by,
    note: row.note,
    decidedAt: time(row.decided_at),
    carriedOutAt: time(row.carried_out_at),
    failureCode: row.failure_code,
    expiresAt: new Date(row.expires_at),
    createdAt: new Date(row.created_at),
  };
}
