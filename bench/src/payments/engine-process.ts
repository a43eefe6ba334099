import { authorizePayment } from '@fieldfare/payments';
import { compose } from '../../../apps/socket-server/src/compose.ts';
import type { Deps } from '../../../apps/socket-server/src/deps.ts';
import { parseEnv } from '../../../apps/socket-server/src/env/parse-env.ts';
import { createLog } from '../../../apps/socket-server/src/logging/logger.ts';
import { runClients } from '../harness/run-clients.ts';
import { serveParent } from '../harness/serve-parent.ts';
import type { PreparedPayment } from './prepare-payments.ts';
import { timeStages } from './stage-times.ts';
import type { StageTimes } from './stage-times.ts';

let deps: Deps;
let spent: StageTimes;

/** What the payment server is composed of, without the server: the real vault, engine, repositories and sandbox bank. */
serveParent({
  /** Answers the document that names the vault's public keys. */
  open: async (): Promise<string> => {
    const composed = await compose({ settings: parseEnv(process.env), log: createLog('silent') });
    ({ deps, spent } = timeStages(composed.deps));
    return deps.keyRing.payloadKeyDocument();
  },

  pay: ({ clients, payments }: { clients: number; payments: PreparedPayment[] }) =>
    runClients(clients, payments, async (payment) => {
      const { status } = await authorizePayment(deps, { ...payment, metadata: {} });
      if (status !== 'authorized') throw new Error(`a payment is ${status}`);
    }),

  /** What the payments so far have waited for. */
  spent: async (): Promise<StageTimes> => spent,
});
