import { presentAction, presentUpdate } from '@fieldfare/payments';
import type { PaymentRecord } from '@fieldfare/payments';
import { sessionRoom } from '../fields/fields-socket.ts';
import type { FieldsNamespace } from '../fields/fields-socket.ts';
import { markStale } from '../fields/tell-session.ts';

/** Tells this server's fields of a session what its payment has become. Its copy of the session is out of date from here on. */
export function tellFields(fields: FieldsNamespace, sessionId: string, payment: PaymentRecord): void {
  const room = sessionRoom(sessionId);
  if (!fields.adapter.rooms.has(room)) return;
  markStale(fields, room);
  fields.local.to(room).emit('payment:updated', presentUpdate(payment));
  if (payment.action) {
    const action = presentAction(payment.action);
    fields.local.to(room).emit('payment:action_required', { id: payment.id, version: payment.version, action });
  }
}

/** The sessions that have a field connected to this server. */
export function sessionsHere(fields: FieldsNamespace, sessionIds?: readonly string[]): string[] {
  const { rooms } = fields.adapter;
  if (sessionIds) return sessionIds.filter((id) => rooms.has(sessionRoom(id)));
  const prefix = sessionRoom('');
  return [...rooms.keys()].filter((room) => room.startsWith(prefix)).map((room) => room.slice(prefix.length));
}
