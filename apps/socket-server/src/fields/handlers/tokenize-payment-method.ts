import { presentMethodResult, tokenizePaymentMethod as tokenize } from '@fieldfare/payments';
import { fieldsHandler } from '../fields-handler.ts';

/** `tokenize_payment_method`: saves a card or bank account and asks nobody for money. A repetition is answered with what its request id saved. */
export const tokenizePaymentMethod = fieldsHandler(
  'tokenize_payment_method',
  'hosted',
  async ({ deps, step, request }) => {
    step.isStale = true;
    const { session } = step;
    const challenge = await deps.tokens.verify('challenge', request.challenge_token);
    const saved = await tokenize(deps, { session, challenge, payload: request.card, requestId: request.request_id });
    return { type: 'payment_method', payment_method: presentMethodResult(saved) };
  },
);
