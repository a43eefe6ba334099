'use client';
import { AuditLog } from '@fieldfare/protocol';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { queryKeys } from '../query-keys.ts';
import { useConsole } from '../shell/console-context.ts';
import { auditQuery } from './audit-filter.ts';
import type { AuditFields } from './audit-filter.ts';

const PAGE = 25;

/** A page of the merchant's audit log, behind the entry `after`. */
export function useAuditLog(fields: AuditFields, after: string | null) {
  const { rest, scope, can } = useConsole();
  return useQuery({
    queryKey: [...queryKeys.audit(scope), fields, after],
    queryFn: ({ signal }) =>
      rest({
        path: '/v1/audit_log',
        schema: AuditLog,
        query: { limit: PAGE, ...auditQuery(fields), starting_after: after ?? undefined },
        signal,
      }),
    enabled: can('audit:read'),
    placeholderData: keepPreviousData,
  });
}
