import { fileURLToPath } from 'node:url';
import type { BenchDatabase } from '../harness/bench-database.ts';
import type { CleanUp } from '../harness/clean-up.ts';
import { runPgbench } from '../harness/run-pgbench.ts';
import { assertAuthorized, openBooks, scriptVariables } from './books.ts';
import type { PaymentsMeasured, PaymentsRun } from './payments-run.ts';

export interface DatabaseLimit {
  /** The payment's and the bank's statements, one after the other, in their three transactions. */
  separateStatements(run: PaymentsRun): Promise<PaymentsMeasured>;
  /** The same by three calls: the engine's two functions and the bank's. */
  oneFunction(run: PaymentsRun): Promise<PaymentsMeasured>;
}

/** What PostgreSQL itself does with a payment when nobody decrypts, decides or listens: pgbench over TCP to the same server. */
export function createDatabaseLimit(program: string, { ownerUrl }: BenchDatabase, cleanUp: CleanUp): DatabaseLimit {
  const measure =
    (script: string) =>
    async ({ clients, payments }: PaymentsRun): Promise<PaymentsMeasured> => {
      const perClient = payments / clients;
      await openBooks(ownerUrl, { clients, perClient });
      const rate = await runPgbench(
        {
          program,
          url: ownerUrl,
          script: fileURLToPath(new URL(script, import.meta.url)),
          clients,
          transactionsPerClient: perClient,
          variables: scriptVariables(new Date()),
        },
        cleanUp,
      );
      await assertAuthorized(ownerUrl, payments);
      return { rate, latenciesMs: [], cpuMs: Number.NaN };
    };
  return { separateStatements: measure('separate-statements.sql'), oneFunction: measure('one-function.sql') };
}
