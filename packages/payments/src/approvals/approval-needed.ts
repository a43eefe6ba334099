import type { ApprovalAction, ApprovalRules } from '@fieldfare/protocol';
import type { PaymentRecord } from '../records.ts';

/**
 * Whether one person is not enough for this. A refund counts with what was refunded before, so that several small ones do not get around
 * the rule.
 */
export function isApprovalNeeded(
  rules: ApprovalRules,
  payment: Pick<PaymentRecord, 'refundedMinor'>,
  action: ApprovalAction,
  amountMinor: number,
): boolean {
  if (action === 'confirm') return rules.confirm_above_minor !== null && amountMinor > rules.confirm_above_minor;
  return rules.refund_above_minor !== null && payment.refundedMinor + amountMinor > rules.refund_above_minor;
}
