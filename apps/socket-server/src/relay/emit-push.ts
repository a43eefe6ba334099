import type { ReplayedPush } from '@fieldfare/db';
import { CONSOLE_PUSHES } from '@fieldfare/protocol';
import type { ConsolePushPayload } from '@fieldfare/protocol';
import type { Audience } from './audience.ts';
import { ownPaymentEnvelope } from './own-payment-envelope.ts';
import { paymentEnvelope } from './payment-envelope.ts';
import type { EnvelopeFacts } from './payment-envelope.ts';

/** What the rooms of the console hear, besides payments, as it was written when it was placed. */
const STORED = ['approval:updated', 'team:updated', 'notification:new', 'system:broadcast', 'session:sync'] as const;
type StoredPush = (typeof STORED)[number];

export interface Emitter {
  emit(event: 'payment:updated', payload: ConsolePushPayload<'payment:updated'>): unknown;
  emit(event: 'own_payment:updated', payload: ConsolePushPayload<'own_payment:updated'>): unknown;
  emit<P extends StoredPush>(event: P, payload: ConsolePushPayload<P>): unknown;
}

/** Tells a push that was read from the database. One that this version of the protocol does not know is passed over. */
export function emitPush(to: Emitter, audience: Audience, room: string, push: ReplayedPush): void {
  const { sequence, correlationId, createdAt } = push;
  if (push.payment) {
    emitPayment(to, audience, { payment: push.payment, room, sequence, correlationId, at: createdAt });
    return;
  }
  const type = STORED.find((one) => one === push.type);
  if (type === undefined) return;
  const envelope = {
    type,
    payload: push.payload,
    timestamp: createdAt.toISOString(),
    correlation_id: correlationId,
    room,
    sequence,
  };
  const parsed = CONSOLE_PUSHES[type].safeParse(envelope);
  if (parsed.success) to.emit(type, parsed.data);
}

/** Tells an audience of a payment, each as much as is theirs. */
export function emitPayment(to: Emitter, audience: Audience, facts: EnvelopeFacts): void {
  if (audience === 'shoppers') to.emit('own_payment:updated', ownPaymentEnvelope(facts));
  else to.emit('payment:updated', paymentEnvelope(facts));
}
