import { completeAction as complete, presentResult } from '@fieldfare/payments';
import { fieldsHandler } from '../fields-handler.ts';
import { sessionPayment, SHOPPER } from '../page-payment.ts';

/** `complete_action`: the shopper's answer to their bank's challenge. A wrong one is a result like any other: `requires_action`, one try less. */
export const completeAction = fieldsHandler('complete_action', 'hosted', async (context) => {
  const { deps, step, request } = context;
  const payment = await sessionPayment(context);
  const { action_id: actionId, code, request_id: requestId } = request;
  const { capture } = step.session;
  step.isStale = true;
  const answered = await complete(deps, payment, { actionId, code, capture, requestId, actor: SHOPPER });
  return { type: 'payment_result', payment: presentResult(answered) };
});
