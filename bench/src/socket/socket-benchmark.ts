import { startBenchServer } from '../harness/bench-database.ts';
import type { BenchContext, Report } from '../harness/benchmark.ts';
import { startChild } from '../harness/child-process.ts';
import { atLeast, COMPARISON_HEADER, comparisonRow, inverseRatio } from '../harness/comparison.ts';
import { cpuTimeMs } from '../harness/cpu-time.ts';
import { formatCount, formatKilobytes, formatMs, formatShare } from '../harness/format-number.ts';
import { interleave } from '../harness/interleave.ts';
import { percentile } from '../harness/percentile.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import { startPaymentServer } from '../system/start-payment-server.ts';
import { measureFanOut } from './measure-fan-out.ts';
import { measureIdle } from './measure-idle.ts';
import type { ConnectRun, RoundTripsRun } from './round-trip-clients.ts';

const SOCKETS = 50;
const MESSAGES = { full: 20_000, quick: 1_000 } as const;
const IDLE = { full: [100, 1_000, 10_000], quick: [50, 100, 200] } as const;
/** Ours may take so much longer than the limit, at p99. */
const MOST_P99 = 1.5;
/** And so much longer beside many connections than beside none. */
const MOST_GROWTH = 1.2;
const MOST_BYTES_A_SOCKET = 20 * 1_024;

interface Measured {
  rate: number;
  p99Ms: number;
  cpuMs: number;
}

/** Acknowledged round trips with validation against bare socket.io, and what an idle authenticated connection costs. */
export async function socketBenchmark(context: BenchContext): Promise<Report> {
  const { options, cleanUp, say } = context;
  const server = await startBenchServer(cleanUp);
  const ours = await startPaymentServer(server, cleanUp);
  const bare = startChild(new URL('bare-fee-server.ts', import.meta.url), cleanUp);
  const clients = startChild(new URL('round-trip-clients.ts', import.meta.url), cleanUp);
  const connect: ConnectRun = { ours, bareUrl: await bare.call<string>('listen'), sockets: SOCKETS };
  await clients.call('connect', connect);

  const messages = options.isQuick ? MESSAGES.quick : MESSAGES.full;
  const measure = (contestant: RoundTripsRun['contestant'], pid: number) => async (): Promise<Measured> => {
    const before = cpuTimeMs(pid);
    const { rate, latenciesMs } = await clients.call<ClientsRun>('run', {
      contestant,
      messages,
    } satisfies RoundTripsRun);
    return { rate, p99Ms: percentile(latenciesMs, 0.99), cpuMs: (cpuTimeMs(pid) - before) / messages };
  };
  const contestants = { ours: measure('ours', ours.pid), bare: measure('bare', bare.pid) };
  // The first messages compile the code.
  await interleave(1, contestants);
  const measured = await interleave(options.rounds, contestants, (name, round, { rate }) =>
    say(`round ${round}: ${name}, ${Math.round(rate)} round trips/s`),
  );
  const besideIdle: Measured[] = [];
  const idleCounts = options.isQuick ? IDLE.quick : IDLE.full;
  const idle = await measureIdle(ours, cleanUp, idleCounts, {
    say,
    beside: async () => {
      const again = await interleave(options.rounds, { ours: contestants.ours });
      besideIdle.push(...again.ours);
    },
  });
  await clients.end();
  const fanOut = await measureFanOut(ours, context);
  const all = (of: keyof Measured) => ({
    ours: measured.ours.map((m) => m[of]),
    limit: measured.bare.map((m) => m[of]),
  });
  return {
    title: 'acknowledged round trips, and idle connections',
    header: COMPARISON_HEADER,
    rows: [
      comparisonRow({
        what: `round trips/s, ${SOCKETS} sockets`,
        ...all('rate'),
        format: formatCount,
        goal: atLeast(0.8),
      }),
      comparisonRow({
        what: 'p99 of one',
        ...all('p99Ms'),
        format: formatMs,
        goal: { text: `<= ${formatShare(MOST_P99)}`, isMet: (share) => share <= MOST_P99 },
      }),
      comparisonRow({
        what: "the server's processor time for one",
        ...all('cpuMs'),
        format: formatMs,
        weigh: inverseRatio,
      }),
      fanOut.row,
      comparisonRow({
        what: `p99 of one beside ${formatCount(idleCounts[2])} idle connections, and beside none`,
        ours: besideIdle.map(({ p99Ms }) => p99Ms),
        limit: measured.ours.map(({ p99Ms }) => p99Ms),
        format: formatMs,
        goal: { text: `<= ${formatShare(MOST_GROWTH)}`, isMet: (share) => share <= MOST_GROWTH },
      }),
      ...idle.map(({ sockets, bytesASocket }) =>
        memoryRow(`memory of an idle authenticated connection, up to ${formatCount(sockets)}`, bytesASocket),
      ),
      memoryRow('memory of an idle console connection in a room', fanOut.bytesASocket),
    ],
    notes: [
      `Each measurement: ${messages} times host:calculateFee, one under way on each of ${SOCKETS} hosted sockets: budgets, compiled validation, request memory, log and metrics, as it runs.`,
      'Limit: socket.io alone, same version and transport, whose handler answers in the same shape without a look at the request. Both are driven by the same client process.',
      fanOut.note,
      "Memory: the heap and external memory in use as /metrics tells them after the server's own collections, from 100 open connections (50 in a smoke run) to so many, divided by their number.",
    ],
  };
}

function memoryRow(what: string, bytesASocket: number): string[] {
  const isMet = bytesASocket <= MOST_BYTES_A_SOCKET;
  const goal = `<= ${formatKilobytes(MOST_BYTES_A_SOCKET)}`;
  return [what, formatKilobytes(bytesASocket), '', '', '', goal, isMet ? 'met' : 'missed'];
}
