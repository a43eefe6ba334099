import type { Approval } from '@fieldfare/protocol';
import type { ApprovalRecord } from '../ports/approval-repository.ts';

/** The approval as REST and the console see it. */
export function presentApproval(approval: ApprovalRecord): Approval {
  return {
    id: approval.id,
    object: 'approval',
    action: approval.action,
    payment: approval.paymentId,
    amount_minor: approval.amountMinor,
    currency: approval.currency,
    reason: approval.reason,
    status: approval.status,
    requested_by: approval.requestedBy,
    decided_by: approval.decidedBy,
    note: approval.note,
    decided_at: approval.decidedAt?.toISOString() ?? null,
    carried_out_at: approval.carriedOutAt?.toISOString() ?? null,
    failure_code: approval.failureCode,
    expires_at: approval.expiresAt.toISOString(),
    created_at: approval.createdAt.toISOString(),
  };
}
