import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  connectDatabase,
  createKeyRingStore,
  createMerchantDirectory,
  createPaymentRepository,
  createVaultStore,
} from '@fieldfare/db';
import { authorizePayment, systemClock } from '@fieldfare/payments';
import type { AuthorizeDeps } from '@fieldfare/payments';
import { createProcessorDirectory, createSandboxProcessor } from '@fieldfare/processors';
import type { PayloadKeyClaims } from '@fieldfare/protocol';
import { createKeyRing, createLocalKms, createVault } from '@fieldfare/vault';
import { decodeJwt } from 'jose';
import { createFreshCache } from '../../../apps/socket-server/src/runtime/fresh-cache.ts';
import { runClients } from '../harness/run-clients.ts';
import { serveParent } from '../harness/serve-parent.ts';
import type { PreparedPayment } from './prepare-payments.ts';

export interface EnginePlace {
  paymentsUrl: string;
  sandboxUrl: string;
  folder: string;
}

/** As long as the payment server believes what it read of a merchant. */
const PROFILE_AGE_MS = 500;

let deps: AuthorizeDeps;

/** The engine as the payment server composes it, without its socket: vault, repository and sandbox bank, each the real one. */
serveParent({
  open: async ({ paymentsUrl, sandboxUrl, folder }: EnginePlace): Promise<PayloadKeyClaims> => {
    const database = connectDatabase({ url: paymentsUrl });
    const kms = await createLocalKms({
      keyFile: join(folder, 'kms.key'),
      environment: 'development',
      allowInProduction: false,
    });
    const clock = systemClock;
    const keyRing = createKeyRing({
      store: createKeyRingStore(database.pool),
      kms,
      clock,
      issuer: 'http://localhost',
    });
    await keyRing.load();
    const merchants = createMerchantDirectory(database);
    deps = {
      clock,
      payments: createPaymentRepository(database.pool),
      merchants: { profile: createFreshCache((id) => merchants.profile(id), { maxAgeMs: PROFILE_AGE_MS, clock }) },
      vault: createVault({ keyRing, kms, clock, store: createVaultStore(database.pool) }),
      processors: createProcessorDirectory({
        test: createSandboxProcessor({
          connectionString: sandboxUrl,
          environment: 'development',
          hashKey: randomBytes(32),
          clock,
        }),
      }),
    };
    return decodeJwt<PayloadKeyClaims>(await keyRing.payloadKeyDocument());
  },

  pay: ({ clients, payments }: { clients: number; payments: PreparedPayment[] }) =>
    runClients(clients, payments, async (payment) => {
      const { status } = await authorizePayment(deps, { ...payment, metadata: {} });
      if (status !== 'authorized') throw new Error(`a payment is ${status}`);
    }),
});
