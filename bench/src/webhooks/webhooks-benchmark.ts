import { startBenchServer } from '../harness/bench-database.ts';
import type { BenchContext, Report } from '../harness/benchmark.ts';
import { startChild } from '../harness/child-process.ts';
import { interleave } from '../harness/interleave.ts';
import { percentile } from '../harness/percentile.ts';
import { startPaymentServer } from '../system/start-payment-server.ts';
import { webhooksReport } from './webhooks-report.ts';

const PACE = 100;
const SECONDS = { full: 5, quick: 0.5 } as const;

/** From the commit of a fact to the first attempt to deliver it, at a steady pace. */
export async function webhooksBenchmark({ options, cleanUp, say }: BenchContext): Promise<Report> {
  const target = await startPaymentServer(await startBenchServer(cleanUp), cleanUp);
  const generator = startChild(new URL('webhooks-process.ts', import.meta.url), cleanUp);
  const events = Math.ceil(PACE * SECONDS[options.isQuick ? 'quick' : 'full']);
  const paced = { ratePerSecond: PACE, events };
  // The first round compiles the code of both.
  await generator.call('webhooks', { ...paced, events: Math.min(events, 50), target });
  const measured = await interleave(
    options.rounds,
    {
      webhook: () => generator.call<number[]>('webhooks', { ...paced, target }),
      bare: () => generator.call<number[]>('bare', { ...paced, databaseUrl: target.database.ownerUrl }),
    },
    (name, round, delaysMs) => say(`round ${round}: ${name}, p99 ${percentile(delaysMs, 0.99).toFixed(1)} ms`),
  );
  return webhooksReport(measured, PACE);
}
