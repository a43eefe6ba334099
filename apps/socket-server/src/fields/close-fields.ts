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

/** Each generation closes its predecessors, so that who is left of them is of the latest: of those whose server died before it told them. */
const PREDECESSORS = 16;

/** Closes every host of a session, on whichever server it is. */
export function closeSession(namespace: FieldsNamespace, sessionId: string, reason: CloseReason): void {
  closeRooms(namespace, [sessionRoom(sessionId)], reason);
}

/** Closes the hosts of the generations that this one has followed, on whichever server they are. */
export function closeGenerationsBefore(namespace: FieldsNamespace, sessionId: string, generation: number): void {
  const rooms: string[] = [];
  for (let before = Math.max(1, generation - PREDECESSORS); before < generation; before++)
    rooms.push(generationRoom(sessionId, before));
  closeRooms(namespace, rooms, 'new_generation');
}

function closeRooms(namespace: FieldsNamespace, rooms: string[], reason: CloseReason): void {
  const hosts = namespace.in(rooms);
  hosts.emit('session:closed', { reason });
  hosts.disconnectSockets(true);
}
