import type { FieldsPushPayload } from '@fieldfare/protocol';
import type { FieldsNamespace, FieldsSocket } from './fields-socket.ts';
import { generationRoom, sessionRoom } from './fields-socket.ts';

export type CloseReason = FieldsPushPayload<'session:closed'>['reason'];

/** Tells a host why, and closes its connection. */
export function closeFields(socket: FieldsSocket, reason: CloseReason): void {
  socket.emit('session:closed', { reason });
  socket.data.connection.step = { state: 'closed' };
  socket.disconnect(true);
}

/** Closes every host of a session, on whichever server it is. */
export function closeSession(namespace: FieldsNamespace, sessionId: string, reason: CloseReason): void {
  closeRoom(namespace, sessionRoom(sessionId), reason);
}

/** Closes the hosts of a generation that another one has followed, on whichever server they are. */
export function closeGeneration(namespace: FieldsNamespace, sessionId: string, generation: number): void {
  closeRoom(namespace, generationRoom(sessionId, generation), 'new_generation');
}

function closeRoom(namespace: FieldsNamespace, room: string, reason: CloseReason): void {
  const hosts = namespace.in(room);
  hosts.emit('session:closed', { reason });
  hosts.disconnectSockets(true);
}
