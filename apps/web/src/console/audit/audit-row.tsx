import type { AuditLogEntry } from '@fieldfare/protocol';
import { DateTime } from '@fieldfare/ui';
import Link from 'next/link';

/** One entry: what was done, to what, by whom, when, and in which request. */
export function AuditRow({ entry }: { entry: AuditLogEntry }) {
  const { action, subject, actor, request_id: requestId, created_at: createdAt } = entry;
  return (
    <li className="grid gap-0.5 px-4 py-2.5 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium break-all">{action}</span>
        {subject.startsWith('pay_') ? (
          <Link href={`/console/payments/${subject}`} className="font-mono text-xs break-all text-accent">
            {subject}
          </Link>
        ) : (
          <code className="font-mono text-xs break-all">{subject}</code>
        )}
      </p>
      <p className="text-muted">
        <span className="break-all">{actor.name ?? actor.type}</span>
        {actor.id === null ? null : <code className="font-mono text-xs break-all"> {actor.id}</code>} ·{' '}
        <DateTime value={createdAt} />
        {requestId === null ? null : (
          <>
            {' '}
            · request <code className="font-mono text-xs break-all">{requestId}</code>
          </>
        )}
      </p>
    </li>
  );
}
