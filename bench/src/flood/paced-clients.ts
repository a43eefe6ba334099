import { serveParent } from '../harness/serve-parent.ts';
import { runPaced } from '../harness/run-paced.ts';
import type { Socket } from 'socket.io-client';
import { askFee, connectHost } from '../system/connect-host.ts';
import type { ShopperTarget } from '../system/prepare-shopper.ts';

export interface PacedTripsRun {
  perSecond: number;
  messages: number;
}

const open: Socket[] = [];
let asked = 0;

/** Checkouts of a merchant, each of which asks now and then, as shoppers do. */
serveParent({
  connect: async ({ target, sockets }: { target: ShopperTarget; sockets: number }): Promise<void> => {
    for (let i = 0; i < sockets; i += 1) open.push(await connectHost(target));
  },
  /** How long each took, in ms. */
  run: async ({ perSecond, messages }: PacedTripsRun): Promise<number[]> => {
    const turns = Array.from({ length: messages }, () => (asked += 1));
    const { latenciesMs } = await runPaced(perSecond, turns, async (turn) => {
      const socket = open[turn % open.length];
      if (socket) await askFee(socket, `req_paced_${turn}`);
    });
    return latenciesMs;
  },
});
