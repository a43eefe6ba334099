'use client';
import { AuditLog, type AuditLogEntry } from '@fieldfare/protocol';
import { DateTime, EmptyState, ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import { useQuery } from '@tanstack/react-query';
import { problemWords } from '../problem-words.ts';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';

const SHOWN = 20;

/** When somebody who runs the installation looked at the merchant. */
export function VisitsPanel() {
  const { rest, scope } = useConsole();
  const visits = useQuery({
    queryKey: queryKeys.visits(scope),
    queryFn: ({ signal }) =>
      rest({ path: '/v1/audit_log', schema: AuditLog, query: { limit: SHOWN, action: 'operator.*' }, signal }),
  });
  return (
    <Panel title="Looks by the operator">
      {visits.data ? (
        <VisitList visits={visits.data.data} />
      ) : visits.isError ? (
        <ErrorState
          title="The audit log could not be read"
          {...problemWords(visits.error)}
          onRetry={() => void visits.refetch()}
          isRetrying={visits.isFetching}
        />
      ) : (
        <div className="p-4" aria-busy="true">
          <Skeleton className="h-9 w-full" />
        </div>
      )}
    </Panel>
  );
}

function VisitList({ visits }: { visits: readonly AuditLogEntry[] }) {
  if (visits.length === 0)
    return (
      <EmptyState title="Nobody looked">
        Whoever runs this server may look at what you see, and change nothing. Each look appears here.
      </EmptyState>
    );
  return (
    <ul aria-label="Looks by the operator" className="divide-y divide-line">
      {visits.map(({ id, action, subject, actor, created_at: createdAt }) => (
        <li key={id} className="px-4 py-2.5 text-sm">
          <span className="font-medium break-all">{actor.name}</span>{' '}
          {action === 'operator.listen' ? 'listened to' : 'read'}{' '}
          <code className="font-mono text-xs break-all">{subject}</code>
          <span className="block text-muted">
            <DateTime value={createdAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
