import type { Approval } from '@fieldfare/protocol';
import { Badge, Button, DateTime } from '@fieldfare/ui';
import Link from 'next/link';
import { actorWords } from '../payments/event-words.ts';
import { useConsole } from '../shell/console-context.ts';
import { approvalStatusWords, approvalTitle } from './approval-words.ts';
import type { Verb } from './use-decide.ts';

export interface ApprovalRowProps {
  approval: Approval;
  onDecide: (approval: Approval, verb: Verb) => void;
}

/** One approval: what, who asked, where it stands, and what one may do about it. */
export function ApprovalRow({ approval, onDecide }: ApprovalRowProps) {
  const { can, user } = useConsole();
  const { label, tone } = approvalStatusWords(approval);
  const isOwn = approval.requested_by.id === user.id;
  const isPending = approval.status === 'pending';
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="grid gap-0.5">
        <p className="flex flex-wrap items-center gap-2">
          <Link href={`/console/payments/${approval.payment}`} className="font-medium text-accent">
            {approvalTitle(approval)}
          </Link>
          <Badge tone={tone}>{label}</Badge>
        </p>
        <p className="text-sm text-muted">
          Asked by {actorWords(approval.requested_by)}, <DateTime value={approval.created_at} />
          {approval.reason === null ? null : <> · {approval.reason}</>}
        </p>
        {approval.decided_by === null ? null : (
          <p className="text-sm text-muted">
            Decided by {actorWords(approval.decided_by)}
            {approval.note === null ? null : <> · {approval.note}</>}
          </p>
        )}
      </div>
      {isPending && can('approvals:decide') ? (
        isOwn ? (
          <p className="text-sm text-faint">You asked for this; somebody else decides.</p>
        ) : (
          <div className="flex gap-2">
            <Button onClick={() => onDecide(approval, 'deny')}>Deny</Button>
            <Button tone="primary" onClick={() => onDecide(approval, 'approve')}>
              Approve
            </Button>
          </div>
        )
      ) : null}
    </li>
  );
}
