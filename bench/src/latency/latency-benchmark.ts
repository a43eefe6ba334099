import { startBenchServer } from '../harness/bench-database.ts';
import type { BenchContext, Report } from '../harness/benchmark.ts';
import { startChild } from '../harness/child-process.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import type { PacedRun } from '../harness/run-paced.ts';
import { interleave } from '../harness/interleave.ts';
import { percentile } from '../harness/percentile.ts';
import { startPaymentServer } from '../system/start-payment-server.ts';
import { latencyReport } from './latency-report.ts';

const PACE = 1_000;
const SECONDS = { full: 3, quick: 0.5 } as const;
const PROBE = { full: 640, quick: 64 } as const;
/** Above this share of what a server can do, waiting times say how near its end is and no longer how quick it is. */
const HEADROOM = 0.7;

/** How long process_payment takes at a steady pace, beyond what the socket itself takes. */
export async function latencyBenchmark({ options, cleanUp, say }: BenchContext): Promise<Report> {
  const target = await startPaymentServer(await startBenchServer(cleanUp), cleanUp);
  const echo = startChild(new URL('echo-server.ts', import.meta.url), cleanUp);
  const generator = startChild(new URL('paced-process.ts', import.meta.url), cleanUp);
  const echoUrl = await echo.call<string>('listen');
  const size = options.isQuick ? 'quick' : 'full';

  const capacity = await probe();
  const ratePerSecond = Math.min(PACE, Math.max(10, Math.floor((capacity * HEADROOM) / 10) * 10));
  say(`${Math.round(capacity)} payments/s is the most; the pace is ${ratePerSecond}/s`);
  const paced = { ratePerSecond, payments: Math.ceil(ratePerSecond * SECONDS[size]) };
  const measured = await interleave(
    options.rounds,
    {
      payment: () => generator.call<PacedRun>('payments', { ...paced, target }),
      echo: () => generator.call<PacedRun>('echo', { ...paced, url: echoUrl }),
    },
    (name, round, { latenciesMs }) => say(`round ${round}: ${name}, p50 ${percentile(latenciesMs, 0.5).toFixed(2)} ms`),
  );
  return latencyReport(measured, { pace: PACE, ratePerSecond, capacity });

  async function probe(): Promise<number> {
    // The first payments compile the code; the second probe counts.
    await generator.call<ClientsRun>('capacity', { target, payments: PROBE[size] });
    return (await generator.call<ClientsRun>('capacity', { target, payments: PROBE[size] })).rate;
  }
}
