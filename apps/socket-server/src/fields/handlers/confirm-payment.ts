import { confirmOrAsk, presentResult } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import { actOrAskOnce } from '../../engine/act-or-ask-once.ts';
import { fieldsHandler } from '../fields-handler.ts';
import { pagePayment, SHOPPER } from '../page-payment.ts';

/** `confirm_payment`: capture by the shopper's page, where the merchant's server allowed that when it made the session. */
export const confirmPayment = fieldsHandler('confirm_payment', 'hosted', async (context) => {
  const { deps, request } = context;
  const payment = await pagePayment(context, 'confirm');
  const { request_id: requestId, amount_minor: amountMinor = null } = request;
  const done = await actOrAskOnce(deps, payment, requestId, () =>
    confirmOrAsk(deps, payment, { amountMinor, requestId, actor: SHOPPER }),
  );
  if (done.type === 'acted') return { type: 'payment_result', payment: presentResult(done.payment) };
  throw new FieldfareError('conflict', {
    detail: 'approval_required',
    message: 'The amount is held. Somebody at the shop has to approve before it is collected.',
  });
});
