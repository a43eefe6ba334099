import { presentOwnMethod } from '@fieldfare/payments';
import { ListOwnPaymentMethodsQuery, OwnPaymentMethod, OwnPaymentMethodList } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { notFound } from '../not-found.ts';
import { pageOf } from '../page-of.ts';
import { EmptyBody, IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { shopperOf } from './shopper-of.ts';

/** `/v1/own/payment_methods`: the cards and bank accounts that the shopper saved, and how to have one forgotten. */
export function routeOwnPaymentMethods(app: RestApp, deps: Deps): void {
  app.get(
    '/own/payment_methods',
    {
      schema: { querystring: ListOwnPaymentMethodsQuery },
      config: {
        words: { summary: "List the shopper's own saved methods", answer: OwnPaymentMethodList, access: 'console' },
      },
    },
    async (request): Promise<OwnPaymentMethodList> => {
      const { userId } = await shopperOf(deps, request, 'own_payment_methods:read');
      const { items, hasMore } = await deps.own.methods(userId, pageOf(request.query));
      return { object: 'list', data: items.map(presentOwnMethod), has_more: hasMore };
    },
  );
  app.get(
    '/own/payment_methods/:id',
    {
      schema: { params: IdParams },
      config: {
        words: { summary: "Retrieve one of the shopper's saved methods", answer: OwnPaymentMethod, access: 'console' },
      },
    },
    async (request) => {
      const { userId } = await shopperOf(deps, request, 'own_payment_methods:read');
      const saved = await deps.own.method(userId, request.params.id);
      if (!saved) throw notFound('payment_method');
      return presentOwnMethod(saved);
    },
  );
  app.post(
    '/own/payment_methods/:id/revoke',
    {
      schema: { params: IdParams, body: EmptyBody },
      config: {
        words: {
          summary: "Have one of the shopper's saved methods forgotten: its key is shredded",
          answer: OwnPaymentMethod,
          access: 'console',
        },
      },
    },
    async (request) => {
      const { userId, email, shopper } = await shopperOf(deps, request, 'own_payment_methods:revoke');
      const known = await deps.own.method(userId, request.params.id);
      if (!known) throw notFound('payment_method');
      const actor = { type: 'user', id: userId, name: email } as const;
      // Again changes nothing, so that a repeat needs no key.
      const note = { actor, requestId: request.id, now: deps.clock.now() };
      const revoked = await deps.paymentMethods.revoke(known.id, shopper, note);
      if (!revoked) throw notFound('payment_method');
      return presentOwnMethod(revoked);
    },
  );
}
