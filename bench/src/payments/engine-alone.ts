import type { PayloadKeyClaims } from '@fieldfare/protocol';
import type { BenchDatabase, BenchServer } from '../harness/bench-database.ts';
import { startChild } from '../harness/child-process.ts';
import type { CleanUp } from '../harness/clean-up.ts';
import { assertAuthorized, insertBenchMerchant, openBooks } from './books.ts';
import type { EnginePlace } from './engine-process.ts';
import type { PaymentsMeasured, PaymentsRun } from './payments-run.ts';
import { preparePayments } from './prepare-payments.ts';

export interface EngineAlone {
  database: BenchDatabase;
  pay(run: PaymentsRun): Promise<PaymentsMeasured>;
}

/** The engine in a process of its own. Cards are sealed here, before the clock runs, as they would be in browsers. */
export async function createEngineAlone(server: BenchServer, cleanUp: CleanUp): Promise<EngineAlone> {
  const database = await server.createDatabase('engine');
  await insertBenchMerchant(database.ownerUrl);
  const child = startChild(new URL('engine-process.ts', import.meta.url), cleanUp);
  const place: EnginePlace = { ...database, folder: server.folder };
  const keys = await child.call<PayloadKeyClaims>('open', place);
  return {
    database,
    pay: async ({ clients, payments }) => {
      const prepared = await preparePayments(keys, payments);
      await openBooks(database.ownerUrl, { clients: 1, perClient: payments });
      const measured = await child.call<PaymentsMeasured>('pay', { clients, payments: prepared });
      await assertAuthorized(database.ownerUrl, payments);
      return measured;
    },
  };
}
