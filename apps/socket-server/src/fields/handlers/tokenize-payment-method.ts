import { presentMethodResult, tokenizePaymentMethod as tokenize } from '@fieldfare/payments';
import { assertLocation } from '../../location/assert-location.ts';
import { withMethodWatched } from '../../watch/with-method-watched.ts';
import { fieldsHandler } from '../fields-handler.ts';

/** `tokenize_payment_method`: saves a card or bank account and asks nobody for money. A repetition is answered with what its request id saved. */
export const tokenizePaymentMethod = fieldsHandler(
  'tokenize_payment_method',
  'hosted',
  async ({ deps, connection, step, request }) => {
    step.isStale = true;
    const { session } = step;
    await assertLocation(deps, connection);
    const challenge = await deps.tokens.verify('challenge', request.challenge_token);
    const input = { session, challenge, payload: request.card, requestId: request.request_id };
    const bearer = { sessionId: session.id, merchantId: session.merchantId, mode: session.mode, ip: connection.ip };
    // Who tests cards or accounts can try them by saving them, too.
    const saved = await withMethodWatched(deps, bearer, challenge.method, {
      run: (vault) => tokenize({ ...deps, vault }, input),
      outcomeOf: () => null,
    });
    return { type: 'payment_method', payment_method: presentMethodResult(saved) };
  },
);
