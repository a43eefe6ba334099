import { startBenchServer } from '../harness/bench-database.ts';
import type { BenchContext, Report } from '../harness/benchmark.ts';
import { startChild } from '../harness/child-process.ts';
import { findPgbench } from '../harness/find-pgbench.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import type { PacedRun } from '../harness/run-paced.ts';
import { interleave } from '../harness/interleave.ts';
import { percentile } from '../harness/percentile.ts';
import { insertBenchMerchant } from '../payments/books.ts';
import { createDatabaseLimit } from '../payments/database-limit.ts';
import type { DatabaseRun } from '../payments/database-limit.ts';
import { startPaymentServer } from '../system/start-payment-server.ts';
import { latencyReport } from './latency-report.ts';
import type { Measured } from './latency-report.ts';

const PACE = 1_000;
const SECONDS = { full: 3, quick: 0.5 } as const;
const PROBE = { full: 640, quick: 64 } as const;
/** Above this share of what a server can do, waiting times say how near its end is and no longer how quick it is. */
const HEADROOM = 0.7;

const DATABASE_CLIENTS = 32;
/** So slow that hardly a payment meets another one. */
const LONELY = { ratePerSecond: 50, payments: { full: 150, quick: 25 } } as const;

/** How long process_payment takes at a steady pace, beyond what the socket itself takes, and beside what PostgreSQL alone takes. */
export async function latencyBenchmark(context: BenchContext): Promise<Report> {
  const { options, cleanUp, say } = context;
  const server = await startBenchServer(cleanUp);
  const target = await startPaymentServer(server, cleanUp);
  const echo = startChild(new URL('echo-server.ts', import.meta.url), cleanUp);
  const generator = startChild(new URL('paced-process.ts', import.meta.url), cleanUp);
  const echoUrl = await echo.call<string>('listen');
  const size = options.isQuick ? 'quick' : 'full';

  const capacity = await probe();
  const ratePerSecond = Math.min(PACE, Math.max(10, Math.floor((capacity * HEADROOM) / 10) * 10));
  say(`${Math.round(capacity)} payments/s is the most; the pace is ${ratePerSecond}/s`);
  const paced = {
    ratePerSecond,
    payments: Math.ceil((ratePerSecond * SECONDS[size]) / DATABASE_CLIENTS) * DATABASE_CLIENTS,
  };
  const lonely = { ratePerSecond: LONELY.ratePerSecond, payments: LONELY.payments[size] };
  const pay = (run: typeof paced) => generator.call<PacedRun>('payments', { ...run, target });
  const database = await databaseAlone();
  const ours = {
    payment: () => pay(paced),
    echo: () => generator.call<PacedRun>('echo', { ...paced, url: echoUrl }),
    lonely: () => pay(lonely),
  };
  const tell = (name: string, round: number, { latenciesMs }: PacedRun) =>
    say(`round ${round}: ${name}, p50 ${percentile(latenciesMs, 0.5).toFixed(2)} ms`);
  const measured = database
    ? await interleave<keyof Measured, PacedRun>(
        options.rounds,
        {
          ...ours,
          database: () => database({ ...paced, clients: DATABASE_CLIENTS }),
          lonelyDatabase: () => database({ ...lonely, clients: 1 }),
        },
        tell,
      )
    : await interleave<keyof typeof ours, PacedRun>(options.rounds, ours, tell);
  return latencyReport(measured, { pace: PACE, ratePerSecond, capacity });

  async function databaseAlone() {
    const program = await findPgbench(context);
    if (!program) say('there is no pgbench here, so the rows that compare with it are left out');
    if (!program) return null;
    const alone = await server.createDatabase('database_alone');
    await insertBenchMerchant(alone.ownerUrl);
    const limit = createDatabaseLimit(program, alone, cleanUp);
    return async (run: DatabaseRun): Promise<PacedRun> => {
      const { rate, latenciesMs } = await limit.separateStatements(run);
      return { heldRate: rate, latenciesMs: [...latenciesMs], latenessMs: [] };
    };
  }

  async function probe(): Promise<number> {
    // The first payments compile the code; the second probe counts.
    await generator.call<ClientsRun>('capacity', { target, payments: PROBE[size] });
    return (await generator.call<ClientsRun>('capacity', { target, payments: PROBE[size] })).rate;
  }
}
