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
      const { action, subject } = request.query;
      const filter = { ...(action === undefined ? {} : { action }), ...(subject === undefined ? {} : { subject }) };
      const { items, hasMore } = await deps.auditLog.list(merchantId, filter, pageOf(request.query));
      return { object: 'list', data: items, has_more: hasMore };
    },
  );
}
