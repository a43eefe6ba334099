import { startBenchServer } from '../harness/bench-database.ts';
import type { BenchContext, Report } from '../harness/benchmark.ts';
import { findPgbench } from '../harness/find-pgbench.ts';
import { interleave } from '../harness/interleave.ts';
import { createDatabaseLimit } from './database-limit.ts';
import { createEngineAlone } from './engine-alone.ts';
import type { EngineMeasured } from './engine-alone.ts';
import { createOverTheSocket } from './over-the-socket.ts';
import type { PaymentsRun } from './payments-run.ts';
import { growthTable, stagesTable } from './payments-details.ts';
import { paymentsReport } from './payments-report.ts';

const CLIENTS = [8, 32, 256] as const;
/** As many for each client of each number of them. */
const PAYMENTS = { full: 3_328, quick: 512 } as const;
const OLDER = { full: 1_000_000, quick: 5_000 } as const;
const GROWTH_CLIENTS = 32;
/**
 * More, because each measurement begins with a checkpoint, after which PostgreSQL logs every page whole that is touched for the first time. That costs
 * a large table's payments alone, and in a server's life is spread over the five minutes until the next.
 */
const GROWTH_PAYMENTS = { full: 16_640, quick: 512 } as const;

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
  const engineRuns = new Map<number, EngineMeasured[]>();
  const payAlone = async (run: PaymentsRun) => {
    const measured = await engine.pay(run);
    engineRuns.set(run.clients, [...(engineRuns.get(run.clients) ?? []), measured]);
    return measured;
  };
  const contestants = Object.fromEntries(
    CLIENTS.flatMap((clients) => {
      const run: PaymentsRun = { clients, payments };
      return [
        ...(limit ? [[`separate ${clients}`, () => limit.separateStatements(run)] as const] : []),
        [`engine ${clients}`, () => payAlone(run)] as const,
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
  const alone = await engine.pay({ clients: 1, payments: PAYMENTS.quick });
  const busy = CLIENTS.map((clients) => ({ clients, runs: engineRuns.get(clients) ?? [] }));
  const older = options.isQuick ? OLDER.quick : OLDER.full;
  const run: PaymentsRun = {
    clients: GROWTH_CLIENTS,
    payments: options.isQuick ? GROWTH_PAYMENTS.quick : GROWTH_PAYMENTS.full,
  };
  const growth = await interleave(options.rounds, {
    few: () => engine.pay(run),
    many: () => {
      say(`loading ${older} payments`);
      return engine.pay(run, older);
    },
  });
  return {
    ...paymentsReport(measured, CLIENTS, payments),
    details: [stagesTable(alone, busy), growthTable(growth, older)],
  };
}
