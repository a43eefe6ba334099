import type { IncomingMessage, Server } from 'node:http';
import { SOCKET_PATH } from '@fieldfare/protocol';

/** Whether a request may become a WebSocket. One that asks for any other upgrade is answered like one that asks for none (RFC 9110 7.8). */
export function asksForSocket({ url, headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket' && url?.startsWith(`${SOCKET_PATH}/`) === true;
}

/**
 * Node hears no errors of a connection that it has handed over, and nobody else does before it is a WebSocket: one that broke until then
 * would end the process.
 */
export function hearBrokenUpgrades(server: Server): void {
  server.on('upgrade', ({ socket }) => socket.on('error', () => socket.destroy()));
}
