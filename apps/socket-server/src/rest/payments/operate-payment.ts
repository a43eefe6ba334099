import { cancelPayment, confirmPayment, presentPayment } from '@fieldfare/payments';
import type { PaymentRecord } from '@fieldfare/payments';
import { CancelPayment, ConfirmPayment, Payment } from '@fieldfare/protocol';
import type { Permission } from '@fieldfare/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { oncePerRequest } from '../../engine/once-per-request.ts';
import { authorized } from '../caller.ts';
import type { Caller } from '../caller.ts';
import { idempotent } from '../idempotent.ts';
import { IdParams } from '../route-params.ts';
import type { RestApp } from '../zod-type-provider.ts';
import { assertExpectedTotal } from './assert-expected-total.ts';
import { findPayment } from './find-payment.ts';

type Request = FastifyRequest & { params: { id: string } };
type Operation = (payment: PaymentRecord, requestId: string, caller: Caller) => Promise<PaymentRecord>;

/** `POST /v1/payments/{id}/confirm` and `/cancel`: the same use cases that everybody else calls. */
export function routeOperatePayment(app: RestApp, deps: Deps): void {
  app.post(
    '/payments/:id/confirm',
    {
      schema: { params: IdParams, body: ConfirmPayment },
      config: { words: { summary: 'Confirm (capture) a payment', answer: Payment } },
    },
    (request, reply) => {
      const { amount_minor: amountMinor = null, expected_version: expectedVersion } = request.body;
      return operate(deps, request, reply, 'payments:confirm', async (payment, requestId, caller) => {
        await assertExpectedTotal(deps, caller, payment, request.body);
        return confirmPayment(deps, payment, { amountMinor, expectedVersion, requestId, actor: caller.actor });
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
      return operate(deps, request, reply, 'payments:cancel', (payment, requestId, { actor }) =>
        cancelPayment(deps, payment, { reason, expectedVersion, requestId, actor }),
      );
    },
  );
}

async function operate(deps: Deps, request: Request, reply: FastifyReply, needed: Permission, operation: Operation) {
  const caller = authorized(request, needed);
  return idempotent(deps, caller, request, reply, {
    statusCode: 200,
    run: async (requestId) => {
      const payment = await findPayment(deps, caller, request.params.id);
      const { sessionId } = payment;
      const moved = await oncePerRequest(deps, { sessionId, requestId }, () => operation(payment, requestId, caller));
      return presentPayment(moved);
    },
  });
}
