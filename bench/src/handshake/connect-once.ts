import { FIELDS_NAMESPACE, PROTOCOL_VERSION, SOCKET_PATH } from '@fieldfare/protocol';
import { WebSocket } from 'ws';

export interface HandshakeTarget {
  /** `http://127.0.0.1:…` */
  url: string;
  /** What a field's frame sends as its origin. */
  origin: string;
}

/**
 * One handshake as a field makes it, until `connection_established`, and then the end of the connection. It speaks the protocol of
 * engine.io 4 and socket.io 5 itself, because the load generator shares the machine with what it measures.
 */
export function connectOnce({ url, origin }: HandshakeTarget, token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`, {
      origin,
      perMessageDeflate: false,
    });
    socket.on('message', (raw: Buffer) => {
      const packet = raw.toString();
      if (packet.startsWith('0')) {
        socket.send(`40${FIELDS_NAMESPACE},${JSON.stringify({ protocol: PROTOCOL_VERSION, pt_token: token })}`);
      } else if (packet.startsWith(`42${FIELDS_NAMESPACE},["connection_established"`)) {
        socket.close();
        resolve();
      } else if (packet.startsWith('44')) {
        socket.close();
        reject(new Error(`the handshake was refused: ${packet}`));
      }
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the connection ended before it was established')));
  });
}
