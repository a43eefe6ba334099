import { confirmPayment as confirm, presentResult } from '@fieldfare/payments';
import { oncePerRequest } from '../../engine/once-per-request.ts';
import { fieldsHandler } from '../fields-handler.ts';
import { pagePayment, SHOPPER } from '../page-payment.ts';

/** `confirm_payment`: capture by the shopper's page, where the merchant's server allowed that when it made the session. */
export const confirmPayment = fieldsHandler('confirm_payment', 'hosted', async (context) => {
  const { deps, request } = context;
  const payment = await pagePayment(context, 'confirm');
  const requestId = request.request_id;
  const confirmed = await oncePerRequest(deps, { sessionId: payment.sessionId, requestId }, () =>
    confirm(deps, payment, { amountMinor: request.amount_minor ?? null, requestId, actor: SHOPPER }),
  );
  return { type: 'payment_result', payment: presentResult(confirmed) };
});
