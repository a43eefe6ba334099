import type { BenchContext, Report } from '../harness/benchmark.ts';
import { startChild } from '../harness/child-process.ts';
import { atLeast, atMost, COMPARISON_HEADER, comparisonRow, inverseRatio } from '../harness/comparison.ts';
import { formatCount, formatMs } from '../harness/format-number.ts';
import { interleave } from '../harness/interleave.ts';
import { percentile } from '../harness/percentile.ts';
import { measureReencryption } from './measure-reencryption.ts';
import type { Curve, VaultMeasured, VaultRun } from './vault-process.ts';

const CARDS = { full: 3_000, quick: 100 } as const;
const CURVES: readonly Curve[] = ['X25519', 'P-256'];
const CLIENTS = 16;

/** Cards opened, validated and tokenized a second against the same primitives called bare; and what a re-encryption costs payments. */
export async function vaultBenchmark(context: BenchContext): Promise<Report> {
  const { options, cleanUp, say } = context;
  const count = options.isQuick ? CARDS.quick : CARDS.full;
  const child = startChild(new URL('vault-process.ts', import.meta.url), cleanUp);
  say(`sealing ${count} cards for each curve`);
  await child.call('prepare', { count });
  const run = (name: 'vault' | 'bare', curve: Curve) => () => child.call<VaultMeasured>(name, runOf(curve));
  const contestants = Object.fromEntries(
    CURVES.flatMap((curve) => [
      [`vault ${curve}`, run('vault', curve)] as const,
      [`bare ${curve}`, run('bare', curve)] as const,
    ]),
  );
  // The first cards compile the code.
  await interleave(1, contestants);
  const measured = await interleave(options.rounds, contestants, (name, round, { rate }) =>
    say(`round ${round}: ${name}, ${Math.round(rate)} cards/s`),
  );
  const kmsCalls = await child.call<number>('kmsCalls', { payments: CARDS.full });
  const refusals = await child.call<Record<string, number[]>>('refusals', { times: options.isQuick ? 5 : 100 });
  await child.end();
  const rates = (name: string) => measured[name]?.map(({ rate }) => rate) ?? [];
  const times = (name: string) => measured[name]?.map(({ cpuMs }) => cpuMs) ?? [];
  const waits = (name: string) => measured[name]?.flatMap(({ latenciesMs }) => latenciesMs) ?? [];
  const reencryption = await measureReencryption(context);
  return {
    title: 'cards opened, validated and tokenized a second',
    header: COMPARISON_HEADER,
    rows: [
      ...CURVES.map((curve) =>
        comparisonRow({
          what: `${curve}, ${CLIENTS} at once`,
          ours: rates(`vault ${curve}`),
          limit: rates(`bare ${curve}`),
          format: formatCount,
          goal: atLeast(0.7),
        }),
      ),
      ...CURVES.map((curve) =>
        comparisonRow({
          what: `${curve}, processor time for one`,
          ours: times(`vault ${curve}`),
          limit: times(`bare ${curve}`),
          format: formatMs,
          weigh: inverseRatio,
          goal: atLeast(0.7),
        }),
      ),
      comparisonRow({
        what: 'KMS calls a thousand payments, of a vault that just started : calls, payments',
        ours: [kmsCalls],
        limit: [CARDS.full],
        format: formatCount,
        weigh: { of: (calls, payments) => (calls / payments) * 1_000, format: formatTenths },
        goal: atMost(1, formatTenths),
      }),
      reencryption.row,
    ],
    notes: [
      `Each measurement: ${count} cards, each signed by another host's key, in a process that does nothing else; the vault's rows are in memory.`,
      'Limit: the calls of node:crypto that a card needs, without checks, schemas, claims and stores.',
      ...CURVES.map((curve) => {
        const [p50, p99] = [0.5, 0.99].map((share) => formatMs(percentile(waits(`vault ${curve}`), share)));
        return `One card on ${curve} with ${CLIENTS} at once: p50 ${p50}, p99 ${p99}.`;
      }),
      "KMS: the key of the fingerprints is opened once in a vault's life, a merchant's key again after ten minutes or ten thousand uses.",
      `A refused payload, p50 and p99 by what was wrong with it: ${refusalTimes(refusals)}. All have the same answer; the vault gives none earlier than after 10 ms.`,
      ...reencryption.notes,
    ],
  };
}

const formatTenths = (value: number): string => value.toFixed(1);

const runOf = (curve: Curve): VaultRun => ({ curve, clients: CLIENTS });

function refusalTimes(refusals: Readonly<Record<string, number[]>>): string {
  const times = Object.entries(refusals).map(([reason, waits]) => {
    const [p50, p99] = [0.5, 0.99].map((share) => formatMs(percentile(waits, share)));
    return `${reason} ${p50}, ${p99}`;
  });
  return times.join('; ');
}
