import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchDatabase, BenchServer } from '../harness/bench-database.ts';
import { startChild } from '../harness/child-process.ts';
import type { CleanUp } from '../harness/clean-up.ts';
import { cpuTimeMs } from '../harness/cpu-time.ts';
import { postgresCpuTimeMs } from '../harness/postgres-cpu-time.ts';
import { paymentServerEnv } from '../system/payment-server-env.ts';
import { assertAuthorized, insertBenchMerchant, openBooks } from './books.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import type { PaymentsMeasured, PaymentsRun } from './payments-run.ts';
import { preparePayments } from './prepare-payments.ts';
import { STAGES } from './stage-times.ts';
import type { StageTimes } from './stage-times.ts';

export interface EngineAlone {
  database: BenchDatabase;
  /** `older` payments are in the table before. */
  pay(run: PaymentsRun, older?: number): Promise<EngineMeasured>;
}

export interface EngineMeasured extends PaymentsMeasured {
  /** Processor time of PostgreSQL for one payment, the bank's share included. */
  postgresCpuMs: number;
  /** Milliseconds that one payment waited for each. */
  stages: StageTimes;
}

const ORIGINS = {
  payments: 'http://localhost:3001',
  web: 'http://localhost:3000',
  fields: 'http://127.0.0.1:3000',
  shop: 'http://localhost:3002',
};

/** The engine in a process of its own. Cards are sealed here, before the clock runs, as they would be in browsers. */
export async function createEngineAlone(server: BenchServer, cleanUp: CleanUp): Promise<EngineAlone> {
  const database = await server.createDatabase('engine');
  await insertBenchMerchant(database.ownerUrl);
  const folder = join(server.folder, 'engine');
  await mkdir(folder);
  const env = paymentServerEnv(database, folder, ORIGINS);
  const child = startChild(new URL('engine-process.ts', import.meta.url), cleanUp, { env });
  const payloadKeys = await child.call<string>('open');
  return {
    database,
    pay: async ({ clients, payments }, older = 0) => {
      const prepared = await preparePayments(payloadKeys, payments);
      await openBooks(database.ownerUrl, { clients: 1, perClient: payments, older });
      const spentBefore = await child.call<StageTimes>('spent');
      const before = cpuTimeMs(child.pid);
      const postgresBefore = postgresCpuTimeMs(server.pid);
      const measured = await child.call<ClientsRun>('pay', { clients, payments: prepared });
      const cpuMs = (cpuTimeMs(child.pid) - before) / payments;
      const postgresCpuMs = (postgresCpuTimeMs(server.pid) - postgresBefore) / payments;
      await assertAuthorized(database.ownerUrl, payments);
      const spent = await child.call<StageTimes>('spent');
      const stages = Object.fromEntries(
        STAGES.map((stage) => [stage, (spent[stage] - spentBefore[stage]) / payments]),
      ) as StageTimes;
      return { ...measured, cpuMs, postgresCpuMs, stages };
    },
  };
}
