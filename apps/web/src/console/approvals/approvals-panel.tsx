'use client';
import type { Approval } from '@fieldfare/protocol';
import { EmptyState, ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import { problemWords } from '../problem-words.ts';
import { ApprovalRow } from './approval-row.tsx';
import { useApprovals } from './use-approvals.ts';
import type { Verb } from './use-decide.ts';

/** Those that wait come first; below them what was decided lately. */
export function ApprovalsPanel({ onDecide }: { onDecide: (approval: Approval, verb: Verb) => void }) {
  const approvals = useApprovals();
  if (approvals.data === undefined) {
    return (
      <Panel>
        {approvals.isError ? (
          <ErrorState
            title="The approvals could not be read"
            {...problemWords(approvals.error)}
            onRetry={() => void approvals.refetch()}
            isRetrying={approvals.isFetching}
          />
        ) : (
          <div className="grid gap-6 p-4" aria-busy="true">
            <Skeleton className="h-9 w-full" />
            <Skeleton className="h-9 w-full" />
          </div>
        )}
      </Panel>
    );
  }
  const pending = approvals.data.data.filter(({ status }) => status === 'pending');
  const decided = approvals.data.data.filter(({ status }) => status !== 'pending');
  return (
    <>
      <Panel title="Waiting">
        {pending.length === 0 ? (
          <EmptyState title="Nothing waits">What needs a second person appears here by itself.</EmptyState>
        ) : (
          <ApprovalList label="Waiting" approvals={pending} onDecide={onDecide} />
        )}
      </Panel>
      {decided.length === 0 ? null : (
        <Panel title="Decided lately">
          <ApprovalList label="Decided lately" approvals={decided} onDecide={onDecide} />
        </Panel>
      )}
    </>
  );
}

interface ApprovalListProps {
  label: string;
  approvals: Approval[];
  onDecide: (approval: Approval, verb: Verb) => void;
}

function ApprovalList({ label, approvals, onDecide }: ApprovalListProps) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {approvals.map((approval) => (
        <ApprovalRow key={approval.id} approval={approval} onDecide={onDecide} />
      ))}
    </ul>
  );
}
