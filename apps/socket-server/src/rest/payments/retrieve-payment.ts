import { Payment, PaymentAttemptList, PaymentEventList } from '@fieldfare/protocol';
import { presentAttempt, presentEvent, presentPayment } from '@fieldfare/payments';
import type { Deps } from '../../deps.ts';
import { authorized } from '../caller.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { findPayment } from './find-payment.ts';

/** `GET /v1/payments/{id}`, `GET /v1/payments/{id}/events` and `GET /v1/payments/{id}/attempts` */
export function routeRetrievePayment(app: RestApp, deps: Deps): void {
  app.get(
    '/payments/:id',
    { schema: { params: IdParams }, config: { words: { summary: 'Retrieve a payment', answer: Payment } } },
    async (request) => {
      const caller = authorized(request, 'payments:read');
      return presentPayment(await findPayment(deps, caller, request.params.id));
    },
  );

  app.get(
    '/payments/:id/events',
    {
      schema: { params: IdParams },
      config: { words: { summary: 'List what happened to a payment', answer: PaymentEventList } },
    },
    async (request): Promise<PaymentEventList> => {
      const caller = authorized(request, 'payments:read');
      const { id } = await findPayment(deps, caller, request.params.id);
      const events = await deps.payments.events(id);
      return { object: 'list', data: events.map(presentEvent), has_more: false };
    },
  );

  app.get(
    '/payments/:id/attempts',
    {
      schema: { params: IdParams },
      config: { words: { summary: 'List what processors were asked for a payment', answer: PaymentAttemptList } },
    },
    async (request): Promise<PaymentAttemptList> => {
      const caller = authorized(request, 'payments:read');
      const { id } = await findPayment(deps, caller, request.params.id);
      const attempts = await deps.attempts.ofPayment(id);
      return { object: 'list', data: attempts.map(presentAttempt), has_more: false };
    },
  );
}
