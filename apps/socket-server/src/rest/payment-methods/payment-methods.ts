import { presentPaymentMethod } from '@fieldfare/payments';
import { ListPaymentMethodsQuery, PaymentMethod, PaymentMethodList } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import { findOwn, whyMissing } from '../find-own.ts';
import { pageOf } from '../page-of.ts';
import { EmptyBody, IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `GET /v1/payment_methods`, `GET /v1/payment_methods/{id}` and `POST /v1/payment_methods/{id}/revoke` */
export function routePaymentMethods(app: RestApp, deps: Deps): void {
  app.get(
    '/payment_methods',
    {
      schema: { querystring: ListPaymentMethodsQuery },
      config: { words: { summary: 'List saved payment methods, newest first', answer: PaymentMethodList } },
    },
    async (request): Promise<PaymentMethodList> => {
      const caller = authorized(request, 'customers:read');
      const { customer, session } = request.query;
      const filter = {
        ...(customer === undefined ? {} : { customerId: customer }),
        ...(session === undefined ? {} : { sessionId: session }),
      };
      const { items, hasMore } = await deps.paymentMethods.list(caller, filter, pageOf(request.query));
      const keepers = await deps.paymentMethods.keepersOf(items.map(({ id }) => id));
      const data = items.map((saved) => presentPaymentMethod(saved, keepers.get(saved.id)));
      return { object: 'list', data, has_more: hasMore };
    },
  );

  app.get(
    '/payment_methods/:id',
    {
      schema: { params: IdParams },
      config: { words: { summary: 'Retrieve a saved payment method', answer: PaymentMethod } },
    },
    async (request) => {
      const caller = authorized(request, 'customers:read');
      const { id } = request.params;
      const saved = await findOwn('payment_method', caller, (scope) => deps.paymentMethods.find(id, scope));
      return presentPaymentMethod(saved, (await deps.paymentMethods.keepersOf([saved.id])).get(saved.id));
    },
  );

  app.post(
    '/payment_methods/:id/revoke',
    {
      schema: { params: IdParams, body: EmptyBody },
      config: { words: { summary: 'Revoke a saved payment method: its key is shredded', answer: PaymentMethod } },
    },
    (request, reply) => {
      const caller = authorized(request, 'customers:write');
      return idempotent(deps, caller, request, reply, {
        statusCode: 200,
        run: async (requestId) => {
          const note = { actor: caller.actor, requestId, now: deps.clock.now() };
          const { id } = request.params;
          const revoked = await deps.paymentMethods.revoke(id, caller, note);
          if (!revoked)
            throw await whyMissing('payment_method', caller, (scope) => deps.paymentMethods.find(id, scope));
          return presentPaymentMethod(revoked);
        },
      });
    },
  );
}
