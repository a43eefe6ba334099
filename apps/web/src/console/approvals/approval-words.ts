import { formatMoney } from '@fieldfare/protocol';
import type { Approval, ApprovalStatus } from '@fieldfare/protocol';
import type { Tone } from '@fieldfare/ui';

/** What is asked for, such as "Refund $120.00". */
export function approvalTitle({ action, amount_minor: amountMinor, currency }: Approval): string {
  const verb = action === 'confirm' ? 'Confirm' : 'Refund';
  return `${verb} ${formatMoney({ amountMinor, currency })}`;
}

const STATUS: Record<ApprovalStatus, { label: string; tone: Tone }> = {
  pending: { label: 'Waiting', tone: 'warn' },
  approved: { label: 'Approved', tone: 'good' },
  denied: { label: 'Denied', tone: 'plain' },
  expired: { label: 'Expired', tone: 'plain' },
};

/** Where it stands; what was approved and could not be done says so. */
export function approvalStatusWords(approval: Approval): { label: string; tone: Tone } {
  if (approval.failure_code !== null) return { label: 'Approved, but not possible any more', tone: 'bad' };
  return STATUS[approval.status];
}
