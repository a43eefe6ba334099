import { presentApproval, presentRefund, refundOrAsk } from '@fieldfare/payments';
import { Approval, Refund, RefundPayment } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { actOrAskOnce } from '../../engine/act-or-ask-once.ts';
import { authorized } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import { findPayment } from '../payments/find-payment.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `POST /v1/payments/{id}/refunds`: answers the refund, whatever became of it, or 202 and the approval that it waits for. */
export function routeCreateRefund(app: RestApp, deps: Deps): void {
  app.post(
    '/payments/:id/refunds',
    {
      schema: { params: IdParams, body: RefundPayment },
      config: {
        words: { summary: 'Refund a payment, all of it or a part', answer: Refund, status: 201, asked: Approval },
      },
    },
    (request, reply) => {
      const caller = authorized(request, 'payments:refund');
      const { amount_minor: amountMinor = null, reason = null } = request.body;
      return idempotent<Refund | Approval>(deps, caller, request, reply, {
        statusCode: 201,
        statusOf: ({ object }) => (object === 'approval' ? 202 : 201),
        run: async (requestId) => {
          const payment = await findPayment(deps, caller, request.params.id);
          const input = { amountMinor, reason, requestId, actor: caller.actor };
          const done = await actOrAskOnce(deps, payment, requestId, () => refundOrAsk(deps, payment, input));
          if (done.type === 'asked') return presentApproval(done.approval);
          const refund = await deps.refunds.findByRequest(payment.id, requestId);
          if (!refund) throw new TypeError(`the request ${requestId} began no refund of ${payment.id}`);
          return presentRefund(refund);
        },
      });
    },
  );
}
