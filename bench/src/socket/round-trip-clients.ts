import { FIELDS_NAMESPACE, PROTOCOL_VERSION, SOCKET_PATH } from '@fieldfare/protocol';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { runClients } from '../harness/run-clients.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import { serveParent } from '../harness/serve-parent.ts';
import { askFee, connectHost } from '../system/connect-host.ts';
import type { ShopperTarget } from '../system/prepare-shopper.ts';

export interface RoundTripsRun {
  contestant: 'ours' | 'crowded' | 'bare';
  messages: number;
}

export interface ConnectRun {
  ours: ShopperTarget;
  /** Another payment server, which has idle connections besides. */
  crowded: ShopperTarget;
  bareUrl: string;
  sockets: number;
}

const open: Record<RoundTripsRun['contestant'], Socket[]> = { ours: [], crowded: [], bare: [] };

/** The load generator: as many sockets at each, and one message under way on each. */
serveParent({
  connect: async ({ ours, crowded, bareUrl, sockets }: ConnectRun): Promise<void> => {
    for (let i = 0; i < sockets; i += 1) open.ours.push(await connectHost(ours));
    for (let i = 0; i < sockets; i += 1) open.crowded.push(await connectHost(crowded));
    for (let i = 0; i < sockets; i += 1) open.bare.push(await bare(bareUrl));
  },
  run: ({ contestant, messages }: RoundTripsRun): Promise<ClientsRun> => {
    const idle = [...open[contestant]];
    const turns = Array.from({ length: messages }, (_, turn) => turn);
    return runClients(idle.length, turns, async (turn) => {
      const socket = idle.pop();
      if (!socket) throw new Error('more clients than sockets');
      await askFee(socket, `req_bench_${contestant}_${turn}`);
      idle.push(socket);
    });
  },
});

function bare(url: string): Promise<Socket> {
  const socket = io(url + FIELDS_NAMESPACE, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    forceNew: true,
    auth: { protocol: PROTOCOL_VERSION },
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}
