import { presentRefund } from '@fieldfare/payments';
import { ListRefundsQuery, Refund, RefundList } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { findOwn } from '../find-own.ts';
import { pageOf } from '../page-of.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `GET /v1/refunds` and `GET /v1/refunds/{id}` */
export function routeReadRefunds(app: RestApp, deps: Deps): void {
  app.get(
    '/refunds',
    {
      schema: { querystring: ListRefundsQuery },
      config: { words: { summary: 'List refunds, newest first', answer: RefundList } },
    },
    async (request): Promise<RefundList> => {
      const caller = authorized(request, 'payments:read');
      const { payment } = request.query;
      const filter = payment === undefined ? {} : { paymentId: payment };
      const { items, hasMore } = await deps.refunds.list(caller, filter, pageOf(request.query));
      return { object: 'list', data: items.map(presentRefund), has_more: hasMore };
    },
  );

  app.get(
    '/refunds/:id',
    { schema: { params: IdParams }, config: { words: { summary: 'Retrieve a refund', answer: Refund } } },
    async (request) => {
      const caller = authorized(request, 'payments:read');
      return presentRefund(await findOwn('refund', caller, (scope) => deps.refunds.find(request.params.id, scope)));
    },
  );
}
