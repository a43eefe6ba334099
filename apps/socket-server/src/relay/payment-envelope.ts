import { presentPayment } from '@fieldfare/payments';
import type { PaymentRecord } from '@fieldfare/payments';
import type { ConsolePushPayload } from '@fieldfare/protocol';

export interface EnvelopeFacts {
  payment: PaymentRecord;
  room: string;
  sequence: number;
  correlationId: string | null;
  at: Date;
}

/** A payment's change as the console's rooms hear of it, told or told again. */
export function paymentEnvelope(facts: EnvelopeFacts): ConsolePushPayload<'payment:updated'> {
  return {
    type: 'payment:updated',
    payload: presentPayment(facts.payment),
    timestamp: facts.at.toISOString(),
    correlation_id: facts.correlationId,
    room: facts.room,
    sequence: facts.sequence,
  };
}
