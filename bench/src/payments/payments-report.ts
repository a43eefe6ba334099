import type { Report } from '../harness/benchmark.ts';
import { atLeast, COMPARISON_HEADER, comparisonRow } from '../harness/comparison.ts';
import { formatCount, formatMs } from '../harness/format-number.ts';
import { median, percentile } from '../harness/percentile.ts';
import type { PaymentsMeasured } from './payments-run.ts';

const GOAL = atLeast(0.65);
const OURS = { engine: 'engine', socket: 'over the socket' } as const;
const LIMITS = { separate: 'pgbench, statements', function: 'pgbench, functions' } as const;

/** The table: each form of ours against each form of the limit, at each number of clients. Only the separate statements carry the goal. */
export function paymentsReport(
  measured: Readonly<Record<string, readonly PaymentsMeasured[]>>,
  clients: readonly number[],
  payments: number,
): Report {
  const rates = (name: string, count: number) => measured[`${name} ${count}`]?.map(({ rate }) => rate);
  const rows: string[][] = [];
  const waits: string[] = [];
  for (const [ours, oursTitle] of Object.entries(OURS)) {
    for (const count of clients) {
      const oursRates = rates(ours, count);
      if (!oursRates) continue;
      for (const [limit, limitTitle] of Object.entries(LIMITS)) {
        rows.push(
          comparisonRow({
            what: `${oursTitle}, ${count} clients : ${limitTitle}`,
            ours: oursRates,
            limit: rates(limit, count) ?? oursRates.map(() => Number.NaN),
            format: formatCount,
            ...(limit === 'separate' ? { goal: GOAL } : {}),
          }),
        );
      }
      const latencies = measured[`${ours} ${count}`]?.flatMap(({ latenciesMs }) => latenciesMs) ?? [];
      const cpu = formatMs(median(measured[`${ours} ${count}`]?.map(({ cpuMs }) => cpuMs) ?? []));
      const [p50, p99] = [0.5, 0.99].map((share) => formatMs(percentile(latencies, share)));
      waits.push(`${oursTitle}, ${count} clients: p50 ${p50}, p99 ${p99}, ${cpu} of our process's processor time`);
    }
  }
  return {
    title: 'authorized payments a second, intent and outcome both durable, and the bank in its own transaction',
    header: COMPARISON_HEADER,
    rows,
    notes: [
      `Each measurement: ${payments} payments on emptied tables; fsync and synchronous_commit on.`,
      'Engine: vault, engine, repository and sandbox bank in one process, without socket. Over the socket: process_payment to the payment server, by clients in another process that connected and sealed their cards before.',
      'Limit: pgbench over TCP to the same server, with the same rows. Statements: every statement of the payment and of the bank for itself, in their transactions. Functions: the three functions that the engine calls, one payment a call.',
      `What one payment takes: ${waits.join('; ')}.`,
    ],
  };
}
