import { FIELDS_NAMESPACE, PROTOCOL_VERSION, SOCKET_PATH } from '@fieldfare/protocol';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import { connectFields, succeeded } from '../../../apps/socket-server/src/testing/fields-client.ts';
import { runClients } from '../harness/run-clients.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import { serveParent } from '../harness/serve-parent.ts';
import { createSession } from '../system/create-session.ts';
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

const ANSWERED_WITHIN_MS = 60_000;
const open: Record<RoundTripsRun['contestant'], Socket[]> = { ours: [], crowded: [], bare: [] };

/** The load generator: as many sockets at each, and one message under way on each. */
serveParent({
  connect: async ({ ours, crowded, bareUrl, sockets }: ConnectRun): Promise<void> => {
    for (let i = 0; i < sockets; i += 1) open.ours.push(await host(ours));
    for (let i = 0; i < sockets; i += 1) open.crowded.push(await host(crowded));
    for (let i = 0; i < sockets; i += 1) open.bare.push(await bare(bareUrl));
  },
  run: ({ contestant, messages }: RoundTripsRun): Promise<ClientsRun> => {
    const idle = [...open[contestant]];
    const turns = Array.from({ length: messages }, (_, turn) => turn);
    return runClients(idle.length, turns, async (turn) => {
      const socket = idle.pop();
      if (!socket) throw new Error('more clients than sockets');
      const request = { request_id: `req_bench_${contestant}_${turn}`, method: 'card', bin: '424242' };
      const answer: unknown = await socket.timeout(ANSWERED_WITHIN_MS).emitWithAck('host:calculateFee', request);
      if ((answer as { type?: unknown }).type !== 'fee') throw new Error(`answered ${JSON.stringify(answer)}`);
      idle.push(socket);
    });
  },
});

/** A host as a checkout has it. */
async function host(target: ShopperTarget): Promise<Socket> {
  const client = await connectFields({
    url: target.url,
    auth: { pt_token: await createSession(target) },
    observedOrigin: target.shopOrigin,
    origin: target.fieldsOrigin,
  });
  succeeded(await client.host());
  return client.socket;
}

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
