import type { BenchServer } from '../harness/bench-database.ts';
import { startChild } from '../harness/child-process.ts';
import type { CleanUp } from '../harness/clean-up.ts';
import { cpuTimeMs } from '../harness/cpu-time.ts';
import { startPaymentServer } from '../system/start-payment-server.ts';
import type { PaymentsMeasured, PaymentsRun } from './payments-run.ts';
import type { ShoppersRun } from './shoppers-process.ts';

/** The payment server as it runs, paid by clients in another process. */
export async function createOverTheSocket(server: BenchServer, cleanUp: CleanUp) {
  const target = await startPaymentServer(server, cleanUp);
  const shoppers = startChild(new URL('shoppers-process.ts', import.meta.url), cleanUp);
  return {
    pay: async ({ clients, payments }: PaymentsRun): Promise<PaymentsMeasured> => {
      const run: ShoppersRun = { target, clients, payments };
      await shoppers.call('prepare', run);
      const before = cpuTimeMs(target.pid);
      const measured = await shoppers.call<Omit<PaymentsMeasured, 'cpuMs'>>('pay', run);
      return { ...measured, cpuMs: (cpuTimeMs(target.pid) - before) / payments };
    },
  };
}
