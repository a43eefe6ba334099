import { cancelPayment as cancel, presentResult } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import { oncePerRequest } from '../../engine/once-per-request.ts';
import { fieldsHandler } from '../fields-handler.ts';
import { pagePayment, SHOPPER } from '../page-payment.ts';

/** `cancel_payment`: void by the shopper's page, where the merchant's server allowed that when it made the session. */
export const cancelPayment = fieldsHandler('cancel_payment', 'hosted', async (context) => {
  const { deps, request } = context;
  if (request.amount_minor !== undefined) {
    throw new FieldfareError('validation_error', {
      detail: 'parameter_unknown',
      param: 'amount_minor',
      message: 'A payment is canceled whole.',
    });
  }
  const payment = await pagePayment(context, 'cancel');
  const requestId = request.request_id;
  const canceled = await oncePerRequest(deps, { sessionId: payment.sessionId, requestId }, () =>
    cancel(deps, payment, { requestId, actor: SHOPPER }),
  );
  return { type: 'payment_result', payment: presentResult(canceled) };
});
