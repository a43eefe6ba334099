import type { AuditFilter } from '@fieldfare/db';
import { AuditLog, ListAuditQuery } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { pageOf } from '../page-of.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `GET /v1/audit_log`: who did what at the merchant, operators who only looked included. */
export function routeListAudit(app: RestApp, deps: Deps): void {
  app.get(
    '/audit_log',
    {
      schema: { querystring: ListAuditQuery },
      config: { words: { summary: 'List who did what, newest first', answer: AuditLog, access: 'person' } },
    },
    async (request): Promise<AuditLog> => {
      const { merchantId } = authorized(request, 'audit:read');
      const { items, hasMore } = await deps.auditLog.list(merchantId, filterOf(request.query), pageOf(request.query));
      return { object: 'list', data: items, has_more: hasMore };
    },
  );
}

function filterOf({ action, subject, actor, created_from: from, created_to: to }: ListAuditQuery): AuditFilter {
  return {
    ...(action === undefined ? {} : { action }),
    ...(subject === undefined ? {} : { subject }),
    ...(actor === undefined ? {} : { actorId: actor }),
    ...(from === undefined ? {} : { createdFrom: new Date(from) }),
    ...(to === undefined ? {} : { createdTo: new Date(to) }),
  };
}
