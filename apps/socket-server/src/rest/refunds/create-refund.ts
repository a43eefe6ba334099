import { presentRefund, refundPayment } from '@fieldfare/payments';
import { Refund, RefundPayment } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { oncePerRequest } from '../../engine/once-per-request.ts';
import { authorized } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import { findPayment } from '../payments/find-payment.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `POST /v1/payments/{id}/refunds`: answers the refund, whatever became of it. */
export function routeCreateRefund(app: RestApp, deps: Deps): void {
  app.post(
    '/payments/:id/refunds',
    {
      schema: { params: IdParams, body: RefundPayment },
      config: { words: { summary: 'Refund a payment, all of it or a part', answer: Refund, status: 201 } },
    },
    (request, reply) => {
      const caller = authorized(request, 'payments:refund');
      const { amount_minor: amountMinor = null, reason = null } = request.body;
      return idempotent(deps, caller, request, reply, {
        statusCode: 201,
        run: async (requestId) => {
          const payment = await findPayment(deps, caller, request.params.id);
          const { sessionId } = payment;
          const { id } = await oncePerRequest(deps, { sessionId, requestId }, () =>
            refundPayment(deps, payment, { amountMinor, reason, requestId, actor: caller.actor }),
          );
          const refund = await deps.refunds.findByRequest(id, requestId);
          if (!refund) throw new TypeError(`the request ${requestId} began no refund of ${id}`);
          return presentRefund(refund);
        },
      });
    },
  );
}
