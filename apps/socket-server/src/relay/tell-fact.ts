import type { ClaimedFact } from '@fieldfare/db';
import { presentAction, presentUpdate } from '@fieldfare/payments';
import type { ConsoleNamespace } from '../console/console-socket.ts';
import { sessionRoom } from '../fields/fields-socket.ts';
import type { FieldsNamespace } from '../fields/fields-socket.ts';
import { markStale } from '../fields/tell-session.ts';
import { paymentEnvelope } from './payment-envelope.ts';

export interface Audience {
  fields: FieldsNamespace;
  console: ConsoleNamespace;
}

/** Tells one fact to everybody who may hear it: the merchant's rooms, the payment's room, the session's own fields. */
export function tellFact({ fields, console }: Audience, fact: ClaimedFact): void {
  const { payment } = fact;
  if (!payment) return;
  const rooms: [string, number | null][] = [
    [`merchant:${fact.merchantId}:payments`, fact.merchantRoomSequence],
    [`payment:${payment.id}`, fact.paymentRoomSequence],
  ];
  for (const [room, sequence] of rooms) {
    if (sequence === null || !isAnybodyIn(console, room)) continue;
    const envelope = { payment, room, sequence, correlationId: fact.requestId, at: fact.committedAt };
    console.to(room).emit('payment:updated', paymentEnvelope(envelope));
  }
  if (!fact.sessionId) return;
  const room = sessionRoom(fact.sessionId);
  markStale(fields, room);
  fields.to(room).emit('payment:updated', presentUpdate(payment));
  if (payment.action) {
    const action = presentAction(payment.action);
    fields.to(room).emit('payment:action_required', { id: payment.id, version: payment.version, action });
  }
}

/**
 * Most rooms are empty most of the time, and an envelope that nobody hears need not be written. This looks at this process's own sockets:
 * with an adapter that spans several servers every envelope must be written.
 */
function isAnybodyIn(namespace: ConsoleNamespace, room: string): boolean {
  return namespace.adapter.rooms.has(room);
}
