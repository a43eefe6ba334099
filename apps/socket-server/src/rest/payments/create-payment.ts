import { chargePaymentMethod, presentPayment } from '@fieldfare/payments';
import type { PaymentScope } from '@fieldfare/payments';
import { CreatePayment, FieldfareError, Payment } from '@fieldfare/protocol';
import type { Deps } from '../../deps.ts';
import { assertCustomer } from '../customers/assert-customer.ts';
import { authorized } from '../caller.ts';
import type { Caller } from '../caller.ts';
import { whyMissing } from '../find-own.ts';
import { idempotent } from '../idempotent.ts';
import type { RestApp } from '../zod-type-provider.ts';

/** `POST /v1/payments`: charges a saved method. Answers the payment whatever the bank said of it; a decline is a value. */
export function routeCreatePayment(app: RestApp, deps: Deps): void {
  app.post(
    '/payments',
    {
      schema: { body: CreatePayment },
      config: {
        words: { summary: 'Charge a saved payment method', answer: Payment, status: 201, isKeyRequired: true },
      },
    },
    (request, reply) => {
      const caller = authorized(request, 'payments:create');
      return idempotent(deps, caller, request, reply, {
        statusCode: 201,
        isKeyRequired: true,
        run: async (requestId) => presentPayment(await charge(deps, caller, request.body, requestId)),
      });
    },
  );
}

async function charge(deps: Deps, caller: Caller, body: CreatePayment, requestId: string) {
  await assertCustomer(deps, caller, body.customer);
  const { merchantId, mode, actor } = caller;
  const input = {
    merchantId,
    mode,
    actor,
    requestId,
    paymentMethodId: body.payment_method,
    customerId: body.customer ?? null,
    amountMinor: body.amount_minor,
    currency: body.currency,
    capture: body.capture,
    reference: body.reference ?? null,
    isOffSession: body.off_session,
    metadata: body.metadata,
  };
  try {
    return await chargePaymentMethod(deps, input);
  } catch (error) {
    // A repetition whose key outlived a server is answered by what the first one made, also where it would be refused by now.
    const made = error instanceof FieldfareError ? await deps.payments.findByCharge(requestId, caller) : null;
    if (made) return made;
    throw await ofOtherMode(deps, caller, body, error);
  }
}

/** The refusal, or that the saved method is of the other mode, which the engine does not look into. */
async function ofOtherMode(deps: Deps, caller: Caller, { payment_method: id }: CreatePayment, refusal: unknown) {
  if (!(refusal instanceof FieldfareError) || refusal.detail !== 'payment_method_not_found') return refusal;
  const find = (scope: PaymentScope) => deps.paymentMethods.find(id, scope);
  const why = await whyMissing('payment_method', caller, find, 'payment_method');
  return why.detail === 'other_mode' ? why : refusal;
}
