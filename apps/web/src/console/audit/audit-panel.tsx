'use client';
import { EmptyState, ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import { useState } from 'react';
import { problemWords } from '../problem-words.ts';
import { TrailPager } from '../trail-pager.tsx';
import type { AuditFields } from './audit-filter.ts';
import { AuditRow } from './audit-row.tsx';
import { useAuditLog } from './use-audit-log.ts';

/** The entries that fit, newest first, page by page. */
export function AuditPanel({ fields }: { fields: AuditFields }) {
  const [trail, setTrail] = useState<string[]>([]);
  const log = useAuditLog(fields, trail.at(-1) ?? null);
  const page = log.data;
  return (
    <Panel>
      {page === undefined ? (
        log.isError ? (
          <ErrorState
            title="The audit log could not be read"
            {...problemWords(log.error)}
            onRetry={() => void log.refetch()}
            isRetrying={log.isFetching}
          />
        ) : (
          <div className="grid gap-6 p-4" aria-busy="true">
            <Skeleton className="h-9 w-full" />
            <Skeleton className="h-9 w-full" />
          </div>
        )
      ) : page.data.length === 0 ? (
        <EmptyState title="No entry fits">Ask for less, or clear the filter.</EmptyState>
      ) : (
        <ul aria-label="Audit log" className="divide-y divide-line">
          {page.data.map((entry) => (
            <AuditRow key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
      <TrailPager trail={trail} onTurn={setTrail} page={page} isBusy={log.isPlaceholderData} />
    </Panel>
  );
}
