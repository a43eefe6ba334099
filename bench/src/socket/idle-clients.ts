import { FIELDS_NAMESPACE, PROTOCOL_VERSION, SOCKET_PATH } from '@fieldfare/protocol';
import { WebSocket } from 'ws';
import { serveParent } from '../harness/serve-parent.ts';

export interface IdleRun {
  url: string;
  origin: string;
  tokens: string[];
  sockets: number;
}

const AT_ONCE = 16;
const open: WebSocket[] = [];

/** Sockets that have authenticated and then do nothing but answer the heartbeat. */
serveParent({
  open: async ({ url, origin, tokens, sockets }: IdleRun): Promise<void> => {
    const opening = async () => {
      while (open.length < sockets) await connect(url, origin, tokens[open.length % tokens.length] ?? '');
    };
    await Promise.all(Array.from({ length: AT_ONCE }, opening));
  },
  close: async (): Promise<void> => {
    for (const socket of open) socket.terminate();
  },
});

function connect(url: string, origin: string, token: string): Promise<void> {
  const address = `${url.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { origin, perMessageDeflate: false });
  open.push(socket);
  return new Promise((resolve, reject) => {
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
}
