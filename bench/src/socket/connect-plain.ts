import { FIELDS_NAMESPACE, PROTOCOL_VERSION, SOCKET_PATH } from '@fieldfare/protocol';
import { WebSocket } from 'ws';

export interface Entrance {
  url: string;
  /** The fields' own. */
  origin: string;
}

/** A plain WebSocket that has authenticated by a PT token, and answers the heartbeat. */
export function connectPlain({ url, origin }: Entrance, token: string): { socket: WebSocket; open: Promise<void> } {
  const address = `${url.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { origin, perMessageDeflate: false });
  const open = new Promise<void>((resolve, reject) => {
    socket.on('message', (raw: Buffer) => {
      const packet = raw.toString();
      if (packet === '2') socket.send('3');
      else if (packet.startsWith('0')) {
        socket.send(`40${FIELDS_NAMESPACE},${JSON.stringify({ protocol: PROTOCOL_VERSION, pt_token: token })}`);
      } else if (packet.includes('connection_established')) resolve();
      else if (packet.startsWith('44')) reject(new Error(`the handshake was refused: ${packet}`));
    });
    socket.once('error', reject);
  });
  return { socket, open };
}
