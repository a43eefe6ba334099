import type { Report } from '../harness/benchmark.ts';
import { atMost, COMPARISON_HEADER, comparisonRow, ratio } from '../harness/comparison.ts';
import type { Goal, Weighing } from '../harness/comparison.ts';
import { formatCount, formatMs } from '../harness/format-number.ts';
import { median, percentile } from '../harness/percentile.ts';
import type { PacedRun } from '../harness/run-paced.ts';

export interface Pace {
  /** What the goal speaks of, a second. */
  pace: number;
  /** What was sent, a second. */
  ratePerSecond: number;
  /** The most payments a second that were got without a pace. */
  capacity: number;
}

const GOAL_MS = 2;
const GOAL_P99 = 4;
const timesTheEcho: Weighing = { of: ratio.of, format: (value) => `${value.toFixed(1)} x` };
/** Who is measured; the database where there is a pgbench. */
export type Measured = Readonly<
  Record<'payment' | 'echo' | 'lonely', readonly PacedRun[]> &
    Partial<Record<'database' | 'lonelyDatabase', readonly PacedRun[]>>
>;

const beyondEcho: Weighing = { of: (ours: number, echo: number) => ours - echo, format: formatMs };

export function latencyReport(measured: Measured, { pace, ratePerSecond, capacity }: Pace): Report {
  const held = median(measured.payment.map(({ heldRate }) => heldRate));
  const late = median(measured.payment.map(({ latenessMs }) => percentile(latenessMs, 0.5)));
  // At a lower pace than they speak of, the goals cannot be met.
  const isPaced = ratePerSecond === pace && held >= 0.95 * pace;
  const row = (name: string, share: number, weigh: Weighing, goal: Goal) =>
    comparisonRow({
      what: `process_payment at ${formatCount(ratePerSecond)}/s, ${name}`,
      ours: measured.payment.map(({ latenciesMs }) => percentile(latenciesMs, share)),
      limit: measured.echo.map(({ latenciesMs }) => percentile(latenciesMs, share)),
      format: formatMs,
      weigh,
      goal: isPaced ? goal : { ...goal, isMet: () => false },
    });
  const beside = (what: string, ours: readonly PacedRun[], database: readonly PacedRun[] | undefined) =>
    database
      ? [['p50', 0.5] as const, ['p99', 0.99] as const].map(([name, share]) =>
          comparisonRow({
            what: `${what}, ${name}, and PostgreSQL alone`,
            ours: ours.map(({ latenciesMs }) => percentile(latenciesMs, share)),
            limit: database.map(({ latenciesMs }) => percentile(latenciesMs, share)),
            format: formatMs,
          }),
        )
      : [];
  return {
    title: 'how long a payment takes at a steady pace, beyond an echo over the same socket stack',
    header: COMPARISON_HEADER,
    rows: [
      row('p50', 0.5, beyondEcho, atMost(GOAL_MS, formatMs)),
      row('p99', 0.99, timesTheEcho, atMost(GOAL_P99, timesTheEcho.format)),
      ...beside('the same', measured.payment, measured.database),
      ...beside('one that meets no other', measured.lonely, measured.lonelyDatabase),
    ],
    notes: [
      isPaced
        ? `The pace was held: ${formatCount(held)} payments/s.`
        : `${formatCount(pace)}/s could not be held on this machine: 32 clients without a pace get ${formatCount(capacity)} payments/s. Measured at ${formatCount(ratePerSecond)}/s instead, of which ${formatCount(held)}/s were held; the goal counts as missed.`,
      'Ours: from process_payment to its acknowledgement, card sealed and challenge taken before, each payment on a socket of its own. Limit: socket.io alone, as many sockets, the same pace, a payload and an answer of the same size.',
      'PostgreSQL alone: pgbench sends the statements of a payment and of the bank for themselves, in their three transactions, from 32 connections at that pace (from one where payments meet no other), at moments of chance; from when each was due. It opens no card, has no socket and nobody who listens.',
      `Sent by a process of its own, ${formatMs(late)} later than due at p50.`,
    ],
  };
}
