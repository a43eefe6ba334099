import type { PaymentLedger, Processor } from '@fieldfare/payments';
import type { Deps } from '../../../apps/socket-server/src/deps.ts';

/** What `authorizePayment` waits for, in the order in which it does. */
export const STAGES = ['open the card', 'commit the intent', 'ask the bank', 'commit the outcome'] as const;
export type Stage = (typeof STAGES)[number];
/** Milliseconds of all payments together. */
export type StageTimes = Record<Stage, number>;

/** The engine's dependencies with a clock around each wait. */
export function timeStages(deps: Deps): { deps: Deps; spent: StageTimes } {
  const spent: StageTimes = { 'open the card': 0, 'commit the intent': 0, 'ask the bank': 0, 'commit the outcome': 0 };
  const timed =
    <Args extends unknown[], T>(stage: Stage, call: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      const from = performance.now();
      try {
        return await call(...args);
      } finally {
        spent[stage] += performance.now() - from;
      }
    };
  const { payments, processors, vault } = deps;
  const ledger: Deps['payments'] = {
    ...payments,
    begin: timed('commit the intent', (...args: Parameters<PaymentLedger['begin']>) => payments.begin(...args)),
    commit: timed('commit the outcome', (...args: Parameters<PaymentLedger['commit']>) => payments.commit(...args)),
  };
  const asked = (processor: Processor): Processor => ({
    ...processor,
    authorize: timed('ask the bank', (...args: Parameters<Processor['authorize']>) => processor.authorize(...args)),
  });
  return {
    spent,
    deps: {
      ...deps,
      payments: ledger,
      processors: { ...processors, route: async (payment) => asked(await processors.route(payment)) },
      vault: {
        ...vault,
        open: timed('open the card', (...args: Parameters<typeof vault.open>) => vault.open(...args)),
      },
    },
  };
}
