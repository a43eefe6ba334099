import type { ActedOrAsked, PaymentRecord } from '@fieldfare/payments';
import { onceOrRepeated } from './once-per-request.ts';
import type { RepeatableDeps } from './once-per-request.ts';

/** Runs what may need a second person's approval, once for its request. */
export function actOrAskOnce(
  deps: RepeatableDeps,
  payment: PaymentRecord,
  requestId: string,
  run: () => Promise<ActedOrAsked>,
): Promise<ActedOrAsked> {
  const { sessionId, id: paymentId } = payment;
  return onceOrRepeated(deps, { sessionId, paymentId, requestId }, run, (moved) => ({ type: 'acted', payment: moved }));
}
