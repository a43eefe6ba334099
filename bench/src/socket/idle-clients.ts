import type { WebSocket } from 'ws';
import { serveParent } from '../harness/serve-parent.ts';
import { connectPlain } from './connect-plain.ts';
import type { Entrance } from './connect-plain.ts';

export interface IdleRun extends Entrance {
  tokens: string[];
  sockets: number;
}

const AT_ONCE = 16;
const open: WebSocket[] = [];

/** Sockets that have authenticated and then do nothing but answer the heartbeat. */
serveParent({
  open: async ({ tokens, sockets, ...entrance }: IdleRun): Promise<void> => {
    const opening = async () => {
      while (open.length < sockets) {
        const connected = connectPlain(entrance, tokens[open.length % tokens.length] ?? '');
        open.push(connected.socket);
        await connected.open;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, opening));
  },
  close: async (): Promise<void> => {
    for (const socket of open) socket.terminate();
  },
});
