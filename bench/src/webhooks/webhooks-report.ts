import type { Report } from '../harness/benchmark.ts';
import { COMPARISON_HEADER, comparisonRow } from '../harness/comparison.ts';
import { formatMs } from '../harness/format-number.ts';
import { median, percentile } from '../harness/percentile.ts';

const GOAL_MS = 250;
const beyondLimit = { of: (ours: number, limit: number) => ours - limit, format: formatMs };

export function webhooksReport(
  measured: Readonly<Record<'webhook' | 'bare', readonly number[][]>>,
  pace: number,
): Report {
  const at = (runs: readonly number[][], share: number) => runs.map((delaysMs) => percentile(delaysMs, share));
  const p99 = median(at(measured.webhook, 0.99));
  const row = (name: string, share: number) =>
    comparisonRow({
      what: `commit to first attempt at ${pace}/s, ${name}`,
      ours: at(measured.webhook, share),
      limit: at(measured.bare, share),
      format: formatMs,
      weigh: beyondLimit,
    });
  return {
    title: 'how soon a merchant hears of what was committed',
    header: COMPARISON_HEADER,
    rows: [row('p50', 0.5), row('p99', 0.99)],
    notes: [
      `The goal is a p99 of at most ${formatMs(GOAL_MS)}: ${p99 <= GOAL_MS ? 'met' : 'missed'} with ${formatMs(p99)} (median of the rounds).`,
      'Ours: from the time in the event, which the engine takes before it commits, to the arrival of the signed request; payments over the socket at that pace, each one event to one endpoint. Limit: a row and a NOTIFY in one commit, and a bare POST of the same size by whoever listens. The result is the difference.',
    ],
  };
}
