import { fieldsHandler } from '../fields-handler.ts';
import { assertMethod } from '../assert-method.ts';

/** `host:calculateFee`: what the shopper will pay with this method. The session fixed the rule when it was made. */
export const calculateFee = fieldsHandler('host:calculateFee', 'hosted', async ({ step, request }) => {
  assertMethod(step.session, request.method);
  return { type: 'fee', fee_minor: step.session.feeMinor, total_minor: step.session.totalMinor };
});
