import { presentMethodResult, tokenizePaymentMethod as tokenize } from '@fieldfare/payments';
import type { PaymentMethodRecord } from '@fieldfare/payments';
import { FieldfareError } from '@fieldfare/protocol';
import { assertLocation } from '../../location/assert-location.ts';
import { withMethodWatched } from '../../watch/with-method-watched.ts';
import { fieldsHandler } from '../fields-handler.ts';

/**
 * `tokenize_payment_method`: saves a card or bank account and asks nobody for money. A repetition is answered with what its request id saved,
 * also where it would be refused by now: its challenge may have run out while the answer was on its way.
 */
export const tokenizePaymentMethod = fieldsHandler(
  'tokenize_payment_method',
  'hosted',
  async ({ deps, connection, step, request }) => {
    step.isStale = true;
    const { session } = step;
    const requestId = request.request_id;
    const save = async (): Promise<PaymentMethodRecord> => {
      await assertLocation(deps, connection);
      const challenge = await deps.tokens.verify('challenge', request.challenge_token);
      const input = { session, challenge, payload: request.card, requestId };
      const bearer = { sessionId: session.id, merchantId: session.merchantId, mode: session.mode, ip: connection.ip };
      // Who tests cards or accounts can try them by saving them, too.
      return withMethodWatched(deps, bearer, challenge.method, {
        run: (vault) => tokenize({ ...deps, vault }, input),
        outcomeOf: () => null,
      });
    };
    const saved = await save().catch(async (error: unknown) => {
      const isRefused = error instanceof FieldfareError && error.code !== 'system_error';
      const earlier = isRefused ? await deps.paymentMethods.findByRequest(session.id, requestId) : null;
      if (earlier) return earlier;
      throw error;
    });
    return { type: 'payment_method', payment_method: presentMethodResult(saved) };
  },
);
