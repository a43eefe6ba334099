import { cancelPayment, confirmOrAsk, presentApproval, presentPayment } from '@fieldfare/payments';
import type { ActedOrAsked, PaymentRecord } from '@fieldfare/payments';
import { Approval, CancelPayment, ConfirmPayment, Payment } from '@fieldfare/protocol';
import type { Permission } from '@fieldfare/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { actOrAskOnce } from '../../engine/act-or-ask-once.ts';
import { authorized } from '../caller.ts';
import type { Caller } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { assertExpectedTotal } from './assert-expected-total.ts';
import { findPayment } from './find-payment.ts';

type Request = FastifyRequest & { params: { id: string } };
type Operation = (payment: PaymentRecord, requestId: string, caller: Caller) => Promise<ActedOrAsked>;

/** `POST /v1/payments/{id}/confirm` and `/cancel`: the same use cases that everybody else calls. */
export function routeOperatePayment(app: RestApp, deps: Deps): void {
  app.post(
    '/payments/:id/confirm',
    {
      schema: { params: IdParams, body: ConfirmPayment },
      config: {
        words: { summary: 'Confirm (capture) a payment', answer: Payment, asked: Approval },
      },
    },
    (request, reply) => {
      const { amount_minor: amountMinor = null, expected_version: expectedVersion } = request.body;
      return operate(deps, request, reply, 'payments:confirm', async (payment, requestId, caller) => {
        await assertExpectedTotal(deps, caller, payment, request.body);
        return confirmOrAsk(deps, payment, { amountMinor, expectedVersion, requestId, actor: caller.actor });
      });
    },
  );

  app.post(
    '/payments/:id/cancel',
    {
      schema: { params: IdParams, body: CancelPayment },
      config: { words: { summary: 'Cancel (void) a payment', answer: Payment } },
    },
    (request, reply) => {
      const { reason = null, expected_version: expectedVersion } = request.body;
      return operate(deps, request, reply, 'payments:cancel', async (payment, requestId, { actor }) => ({
        type: 'acted',
        payment: await cancelPayment(deps, payment, { reason, expectedVersion, requestId, actor }),
      }));
    },
  );
}

/** Answers the payment, or 202 and the approval that it waits for. */
async function operate(deps: Deps, request: Request, reply: FastifyReply, needed: Permission, operation: Operation) {
  const caller = authorized(request, needed);
  return idempotent<Payment | Approval>(deps, caller, request, reply, {
    statusCode: 200,
    statusOf: ({ object }) => (object === 'approval' ? 202 : 200),
    run: async (requestId) => {
      const payment = await findPayment(deps, caller, request.params.id);
      const done = await actOrAskOnce(deps, payment, requestId, () => operation(payment, requestId, caller));
      return done.type === 'asked' ? presentApproval(done.approval) : presentPayment(done.payment);
    },
  });
}
