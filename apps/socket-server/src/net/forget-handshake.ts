import type { Socket } from 'socket.io';

/**
 * Lets go of what only the handshake needed: the token, so that a dump of memory holds fewer, and the request with its headers, which is
 * most of what an idle connection costs.
 */
export function forgetHandshake(socket: Socket): void {
  socket.handshake.auth = {};
  socket.handshake.headers = {};
  socket.handshake.query = {};
  socket.handshake.url = '';
  // The types do not say so, but nothing asks for the request of an open WebSocket any more.
  Reflect.set(socket.conn, 'request', null);
}
