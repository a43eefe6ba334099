import type { FieldsPushPayload } from '@fieldfare/protocol';
import type { FieldsNamespace, FieldsSocket } from './fields-socket.ts';
import { sessionRoom } from './fields-socket.ts';

export type CloseReason = FieldsPushPayload<'session:closed'>['reason'];

/** Tells a host why, and closes its connection. */
export function closeFields(socket: FieldsSocket, reason: CloseReason): void {
  socket.emit('session:closed', { reason });
  socket.data.connection.step = { state: 'closed' };
  socket.disconnect(true);
}

/** Closes every host of a session, on whichever server it is. */
export function closeSession(namespace: FieldsNamespace, sessionId: string, reason: CloseReason): void {
  const hosts = namespace.in(sessionRoom(sessionId));
  hosts.emit('session:closed', { reason });
  hosts.disconnectSockets(true);
}
