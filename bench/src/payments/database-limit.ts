import { fileURLToPath } from 'node:url';
import type { BenchDatabase } from '../harness/bench-database.ts';
import type { CleanUp } from '../harness/clean-up.ts';
import { runPgbench } from '../harness/run-pgbench.ts';
import { assertAuthorized, openBooks, scriptVariables } from './books.ts';
import type { PaymentsMeasured, PaymentsRun } from './payments-run.ts';

export interface DatabaseRun extends PaymentsRun {
  /** The pace on average, at moments of chance; as quick as they go unless told. */
  ratePerSecond?: number;
}

export interface DatabaseLimit {
  /** The payment's and the bank's statements, one after the other, in their three transactions. */
  separateStatements(run: DatabaseRun): Promise<PaymentsMeasured>;
  /** The same by three calls: the engine's two functions and the bank's. */
  oneFunction(run: DatabaseRun): Promise<PaymentsMeasured>;
}

/** What PostgreSQL itself does with a payment when nobody decrypts, decides or listens: pgbench over TCP to the same server. */
export function createDatabaseLimit(program: string, { ownerUrl }: BenchDatabase, cleanUp: CleanUp): DatabaseLimit {
  const measure =
    (script: string) =>
    async ({ clients, payments, ratePerSecond }: DatabaseRun): Promise<PaymentsMeasured> => {
      const perClient = payments / clients;
      await openBooks(ownerUrl, { clients, perClient });
      const measured = await runPgbench(
        {
          program,
          url: ownerUrl,
          script: fileURLToPath(new URL(script, import.meta.url)),
          clients,
          transactionsPerClient: perClient,
          variables: scriptVariables(new Date()),
          ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
        },
        cleanUp,
      );
      await assertAuthorized(ownerUrl, payments);
      return { ...measured, cpuMs: Number.NaN };
    };
  return { separateStatements: measure('separate-statements.sql'), oneFunction: measure('one-function.sql') };
}
