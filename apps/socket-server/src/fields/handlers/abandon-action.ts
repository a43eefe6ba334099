import { abandonAction as abandon, presentResult } from '@fieldfare/payments';
import { fieldsHandler } from '../fields-handler.ts';
import { sessionPayment, SHOPPER } from '../page-payment.ts';

/** `abandon_action`: the shopper closes the challenge. Needs no `page_may`: it takes nothing but the shopper's own attempt back. */
export const abandonAction = fieldsHandler('abandon_action', 'hosted', async (context) => {
  const { deps, step, request } = context;
  const payment = await sessionPayment(context);
  const { capture } = step.session;
  step.isStale = true;
  const abandoned = await abandon(deps, payment, { actionId: request.action_id, capture, actor: SHOPPER });
  return { type: 'payment_result', payment: presentResult(abandoned) };
});
