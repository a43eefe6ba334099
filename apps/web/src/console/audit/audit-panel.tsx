'use client';
import { Button, EmptyState, ErrorState, Panel, Skeleton } from '@fieldfare/ui';
import { useState } from 'react';
import { problemWords } from '../problem-words.ts';
import type { AuditFields } from './audit-filter.ts';
import { AuditRow } from './audit-row.tsx';
import { useAuditLog } from './use-audit-log.ts';

/** The entries that fit, newest first, page by page. */
export function AuditPanel({ fields }: { fields: AuditFields }) {
  const [trail, setTrail] = useState<string[]>([]);
  const log = useAuditLog(fields, trail.at(-1) ?? null);
  const page = log.data;
  const last = page?.data.at(-1)?.id;
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
      <nav aria-label="Pages" className="flex justify-between gap-2 border-t border-line px-4 py-2.5">
        <Button tone="quiet" disabled={trail.length === 0} onClick={() => setTrail(trail.slice(0, -1))}>
          Newer
        </Button>
        <Button
          tone="quiet"
          disabled={page?.has_more !== true || last === undefined || log.isPlaceholderData}
          onClick={() => last !== undefined && setTrail([...trail, last])}
        >
          Older
        </Button>
      </nav>
    </Panel>
  );
}
