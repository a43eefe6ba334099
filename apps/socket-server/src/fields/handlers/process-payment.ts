import { authorizePayment, presentResult } from '@fieldfare/payments';
import { oncePerRequest } from '../../engine/once-per-request.ts';
import { outcomeOfPayment } from '../../watch/outcome-of-payment.ts';
import { withMethodWatched } from '../../watch/with-method-watched.ts';
import { assertLocation } from '../../location/assert-location.ts';
import { fieldsHandler } from '../fields-handler.ts';
import { withVerificationMeasured } from '../with-verification-measured.ts';
import { showNewTotal } from '../show-new-total.ts';

/**
 * `process_payment`: the one path by which money is asked for. A host that lost the acknowledgement repeats itself, perhaps after its
 * challenge has run out, and is answered by the payment that its request id made.
 */
export const processPayment = fieldsHandler(
  'process_payment',
  'hosted',
  async ({ deps, socket, connection, step, request }) => {
    // Whatever comes of it, the session is no longer what it was.
    step.isStale = true;
    const { session } = step;
    const requestId = request.request_id;
    const payment = await oncePerRequest(deps, { sessionId: session.id, requestId }, () =>
      withVerificationMeasured(deps, async (measured) => {
        await assertLocation(deps, connection);
        const challenge = await deps.tokens.verify('challenge', request.challenge_token);
        const metadata = request.metadata ?? {};
        const { ip } = connection;
        const input = { session, challenge, cardPayload: request.card, metadata, requestId, ip };
        const bearer = { sessionId: session.id, merchantId: session.merchantId, mode: session.mode, ip };
        return withMethodWatched({ ...deps, vault: measured }, bearer, challenge.method, {
          run: (vault) => authorizePayment({ ...deps, vault }, input),
          outcomeOf: outcomeOfPayment,
        });
      }),
    ).catch(async (error: unknown) => {
      await showNewTotal(deps, socket, session.id, error);
      throw error;
    });
    return { type: 'payment_result', payment: presentResult(payment) };
  },
  { keeps: 'none' },
);
