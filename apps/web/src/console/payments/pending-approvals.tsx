'use client';
import type { Payment } from '@fieldfare/protocol';
import { Notice } from '@fieldfare/ui';
import Link from 'next/link';
import { approvalTitle } from '../approvals/approval-words.ts';
import { useApprovals } from '../approvals/use-approvals.ts';

/** What of this payment waits for a second person. */
export function PendingApprovals({ payment }: { payment: Payment }) {
  const approvals = useApprovals({ payment: payment.id, status: 'pending' });
  return approvals.data?.data.map((approval) => (
    <Notice key={approval.id} tone="warn" announce="status" title={`${approvalTitle(approval)} waits for approval`}>
      Somebody else has to decide.{' '}
      <Link href="/console/approvals" className="underline">
        Open the approvals
      </Link>
    </Notice>
  ));
}
