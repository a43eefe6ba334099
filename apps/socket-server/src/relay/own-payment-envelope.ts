import { presentOwnPayment } from '@fieldfare/payments';
import type { ConsolePushPayload } from '@fieldfare/protocol';
import type { EnvelopeFacts } from './payment-envelope.ts';

/** A payment's change as its shopper hears of it. */
export function ownPaymentEnvelope(facts: EnvelopeFacts): ConsolePushPayload<'own_payment:updated'> {
  return {
    type: 'own_payment:updated',
    payload: presentOwnPayment(facts.payment),
    timestamp: facts.at.toISOString(),
    correlation_id: facts.correlationId,
    room: facts.room,
    sequence: facts.sequence,
  };
}
