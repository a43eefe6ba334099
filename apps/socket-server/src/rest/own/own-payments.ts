import { presentOwnPayment } from '@fieldfare/payments';
import { ListOwnPaymentsQuery, OwnPayment, OwnPaymentList } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { notFound } from '../not-found.ts';
import { pageOf } from '../page-of.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { shopperOf } from './shopper-of.ts';

/** `GET /v1/own/payments` and `GET /v1/own/payments/{id}`: what the shopper paid. Somebody else's answers exactly like none. */
export function routeOwnPayments(app: RestApp, deps: Deps): void {
  app.get(
    '/own/payments',
    {
      schema: { querystring: ListOwnPaymentsQuery },
      config: {
        words: { summary: "List the shopper's own payments, newest first", answer: OwnPaymentList, access: 'console' },
      },
    },
    async (request): Promise<OwnPaymentList> => {
      const { userId } = await shopperOf(deps, request, 'own_payments:read');
      const { items, hasMore } = await deps.own.payments(userId, pageOf(request.query));
      return { object: 'list', data: items.map(presentOwnPayment), has_more: hasMore };
    },
  );
  app.get(
    '/own/payments/:id',
    {
      schema: { params: IdParams },
      config: {
        words: { summary: "Retrieve one of the shopper's own payments", answer: OwnPayment, access: 'console' },
      },
    },
    async (request) => {
      const { userId } = await shopperOf(deps, request, 'own_payments:read');
      const payment = await deps.own.payment(userId, request.params.id);
      if (!payment) throw notFound('payment');
      return presentOwnPayment(payment);
    },
  );
}
