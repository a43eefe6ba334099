import { presentApproval } from '@fieldfare/payments';
import { Approval, ApprovalList, ListApprovalsQuery } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { findOwn } from '../find-own.ts';
import { pageOf } from '../page-of.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `GET /v1/approvals` and `GET /v1/approvals/{id}` */
export function routeReadApprovals(app: RestApp, deps: Deps): void {
  app.get(
    '/approvals',
    {
      schema: { querystring: ListApprovalsQuery },
      config: { words: { summary: 'List approvals, newest first', answer: ApprovalList } },
    },
    async (request): Promise<ApprovalList> => {
      const caller = authorized(request, 'approvals:read');
      const { payment, status } = request.query;
      const filter = {
        ...(payment === undefined ? {} : { paymentId: payment }),
        ...(status === undefined ? {} : { status }),
      };
      const { items, hasMore } = await deps.approvals.list(caller, filter, pageOf(request.query));
      return { object: 'list', data: items.map(presentApproval), has_more: hasMore };
    },
  );

  app.get(
    '/approvals/:id',
    { schema: { params: IdParams }, config: { words: { summary: 'Retrieve an approval', answer: Approval } } },
    async (request) => {
      const caller = authorized(request, 'approvals:read');
      return presentApproval(
        await findOwn('approval', caller, (scope) => deps.approvals.find(request.params.id, scope)),
      );
    },
  );
}
