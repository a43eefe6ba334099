import type { Table } from '../harness/benchmark.ts';
import { COMPARISON_HEADER, comparisonRow } from '../harness/comparison.ts';
import { formatCount, formatMs, formatShare } from '../harness/format-number.ts';
import { median, percentile } from '../harness/percentile.ts';
import type { EngineMeasured } from './engine-alone.ts';
import type { PaymentsMeasured } from './payments-run.ts';
import { STAGES } from './stage-times.ts';

const GROWTH = 1.2;

/** Where the time of one payment goes: with nobody else there, and with others that it waits for and travels with. */
export function stagesTable(
  alone: EngineMeasured,
  busy: readonly { clients: number; runs: readonly EngineMeasured[] }[],
): Table {
  const columns = [{ clients: 1, runs: [alone] }, ...busy];
  const us = (ms: number) => formatCount(ms * 1_000);
  const mean = (run: EngineMeasured) => run.latenciesMs.reduce((sum, ms) => sum + ms, 0) / run.latenciesMs.length;
  const staged = (run: EngineMeasured) => STAGES.reduce((sum, stage) => sum + run.stages[stage], 0);
  const row = (what: string, of: (run: EngineMeasured) => number) => [
    what,
    ...columns.map(({ runs }) => us(median(runs.map(of)))),
  ];
  return {
    title: 'where the microseconds of one payment go in the engine, mean',
    header: ['', ...columns.map(({ clients }) => (clients === 1 ? 'alone' : `${clients} clients`))],
    rows: [
      ...STAGES.map((stage) => row(stage, (run) => run.stages[stage])),
      row('everything else', (run) => mean(run) - staged(run)),
      row('a payment', mean),
      row('processor time of our process', (run) => run.cpuMs),
      row('processor time of PostgreSQL', (run) => run.postgresCpuMs),
    ],
  };
}

/** The same payments beside few and beside many older ones. */
export function growthTable(
  { few, many }: { few: PaymentsMeasured[]; many: PaymentsMeasured[] },
  older: number,
): Table {
  const p50 = (runs: PaymentsMeasured[]) => runs.map(({ latenciesMs }) => percentile(latenciesMs, 0.5));
  return {
    title: `the engine beside ${formatCount(older)} older payments (ours) and beside none (limit)`,
    header: COMPARISON_HEADER,
    rows: [
      comparisonRow({
        what: 'p50 of a payment',
        ours: p50(many),
        limit: p50(few),
        format: formatMs,
        goal: { text: `<= ${formatShare(GROWTH)}`, isMet: (growth) => growth <= GROWTH },
      }),
    ],
  };
}
