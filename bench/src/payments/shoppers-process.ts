import { runClients } from '../harness/run-clients.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import { serveParent } from '../harness/serve-parent.ts';
import { inParallel } from '../system/in-parallel.ts';
import { prepareShopper } from '../system/prepare-shopper.ts';
import type { Shopper, ShopperTarget } from '../system/prepare-shopper.ts';

export interface ShoppersRun {
  target: ShopperTarget;
  clients: number;
  payments: number;
}

const PREPARED_AT_ONCE = 24;
let shoppers: Shopper[] = [];

/** The load generator of payments over the socket. A session is paid once, so each payment has a socket of its own, open before. */
serveParent({
  prepare: async ({ target, payments }: ShoppersRun): Promise<void> => {
    shoppers = await inParallel(payments, PREPARED_AT_ONCE, () => prepareShopper(target));
  },
  pay: async ({ clients }: ShoppersRun): Promise<ClientsRun> => {
    const measured = await runClients(clients, shoppers, (shopper) => shopper.pay());
    for (const shopper of shoppers) shopper.leave();
    shoppers = [];
    return measured;
  },
});
