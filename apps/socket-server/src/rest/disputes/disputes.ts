import { presentDispute } from '@fieldfare/payments';
import { Dispute, DisputeList, ListDisputesQuery } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { findOwn } from '../find-own.ts';
import { pageOf } from '../page-of.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `GET /v1/disputes` and `GET /v1/disputes/{id}` */
export function routeDisputes(app: RestApp, deps: Deps): void {
  app.get(
    '/disputes',
    {
      schema: { querystring: ListDisputesQuery },
      config: { words: { summary: 'List disputes, newest first', answer: DisputeList } },
    },
    async (request): Promise<DisputeList> => {
      const caller = authorized(request, 'payments:read');
      const { payment, status } = request.query;
      const filter = {
        ...(payment === undefined ? {} : { paymentId: payment }),
        ...(status === undefined ? {} : { status }),
      };
      const { items, hasMore } = await deps.disputes.list(caller, filter, pageOf(request.query));
      return { object: 'list', data: items.map(presentDispute), has_more: hasMore };
    },
  );

  app.get(
    '/disputes/:id',
    { schema: { params: IdParams }, config: { words: { summary: 'Retrieve a dispute', answer: Dispute } } },
    async (request) => {
      const caller = authorized(request, 'payments:read');
      return presentDispute(await findOwn('dispute', caller, (scope) => deps.disputes.find(request.params.id, scope)));
    },
  );
}
