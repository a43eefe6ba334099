import { startBenchServer } from '../harness/bench-database.ts';
import type { BenchContext, Report } from '../harness/benchmark.ts';
import { findPgbench } from '../harness/find-pgbench.ts';
import { interleave } from '../harness/interleave.ts';
import { createDatabaseLimit } from './database-limit.ts';
import { createEngineAlone } from './engine-alone.ts';
import { createOverTheSocket } from './over-the-socket.ts';
import type { PaymentsRun } from './payments-run.ts';
import { paymentsReport } from './payments-report.ts';

const CLIENTS = [8, 32] as const;
const PAYMENTS = { full: 3_200, quick: 320 } as const;

/** Authorized payments a second, intent and outcome both durable, against the database alone. */
export async function paymentsBenchmark(context: BenchContext): Promise<Report> {
  const { options, cleanUp, say } = context;
  const server = await startBenchServer(cleanUp);
  const engine = await createEngineAlone(server, cleanUp);
  const socket = await createOverTheSocket(server, cleanUp);
  const pgbench = await findPgbench(context);
  if (!pgbench) say('there is no pgbench here, so the rows that compare with it are left out');
  const limit = pgbench ? createDatabaseLimit(pgbench, engine.database, cleanUp) : null;

  const payments = options.isQuick ? PAYMENTS.quick : PAYMENTS.full;
  const contestants = Object.fromEntries(
    CLIENTS.flatMap((clients) => {
      const run: PaymentsRun = { clients, payments };
      return [
        ...(limit ? [[`separate ${clients}`, () => limit.separateStatements(run)] as const] : []),
        [`engine ${clients}`, () => engine.pay(run)] as const,
        [`socket ${clients}`, () => socket.pay(run)] as const,
        ...(limit ? [[`function ${clients}`, () => limit.oneFunction(run)] as const] : []),
      ];
    }),
  );
  // The first payments compile the code and open the connections.
  for (const ours of [engine, socket]) await ours.pay({ clients: Math.max(...CLIENTS), payments: PAYMENTS.quick });
  const measured = await interleave(options.rounds, contestants, (name, round, { rate }) =>
    say(`round ${round}: ${name} clients, ${Math.round(rate)} payments/s`),
  );
  return paymentsReport(measured, CLIENTS, payments);
}
