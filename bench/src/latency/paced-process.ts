import { FIELDS_NAMESPACE, SOCKET_PATH } from '@fieldfare/protocol';
import { io } from 'socket.io-client';
import { runClients } from '../harness/run-clients.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import { runPaced } from '../harness/run-paced.ts';
import type { PacedRun } from '../harness/run-paced.ts';
import { serveParent } from '../harness/serve-parent.ts';
import { inParallel } from '../system/in-parallel.ts';
import { prepareShopper } from '../system/prepare-shopper.ts';
import type { Shopper, ShopperTarget } from '../system/prepare-shopper.ts';

export interface PacedOptions {
  payments: number;
  ratePerSecond: number;
}

const PREPARED_AT_ONCE = 24;
const CLIENTS = 32;
// As long as a challenge token and a sealed card.
const PAYLOAD = { request_id: 'x'.repeat(30), challenge_token: 'x'.repeat(700), card: 'x'.repeat(1_500) };

/** The load generator: the same number of sockets and the same pace for payments and for the echo. */
serveParent({
  /** The most payments a second that clients get who never wait between two. */
  capacity: async ({ target, payments }: { target: ShopperTarget; payments: number }): Promise<ClientsRun> =>
    withShoppers(target, payments, (shoppers) => runClients(CLIENTS, shoppers, (shopper) => shopper.pay())),

  payments: ({ target, payments, ratePerSecond }: PacedOptions & { target: ShopperTarget }): Promise<PacedRun> =>
    withShoppers(target, payments, (shoppers) => runPaced(ratePerSecond, shoppers, (shopper) => shopper.pay())),

  echo: async ({ url, payments, ratePerSecond }: PacedOptions & { url: string }): Promise<PacedRun> => {
    const sockets = await inParallel(payments, PREPARED_AT_ONCE, () => connect(url));
    const measured = await runPaced(ratePerSecond, sockets, async (socket) => {
      await socket.timeout(20_000).emitWithAck('process_payment', PAYLOAD);
    });
    for (const socket of sockets) socket.disconnect();
    return measured;
  },
});

async function withShoppers<T>(
  target: ShopperTarget,
  count: number,
  measure: (shoppers: Shopper[]) => Promise<T>,
): Promise<T> {
  const shoppers = await inParallel(count, PREPARED_AT_ONCE, () => prepareShopper(target));
  const measured = await measure(shoppers);
  for (const shopper of shoppers) shopper.leave();
  return measured;
}

async function connect(url: string) {
  const socket = io(url + FIELDS_NAMESPACE, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}
