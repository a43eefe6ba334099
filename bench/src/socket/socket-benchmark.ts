import { startBenchServer } from '../harness/bench-database.ts';
import type { BenchContext, Report } from '../harness/benchmark.ts';
import { startChild } from '../harness/child-process.ts';
import { atLeast, COMPARISON_HEADER, comparisonRow, inverseRatio } from '../harness/comparison.ts';
import { formatCount, formatKilobytes, formatMs, formatShare } from '../harness/format-number.ts';
import { startPaymentServer } from '../system/start-payment-server.ts';
import { measureFanOut } from './measure-fan-out.ts';
import { measureIdle } from './measure-idle.ts';
import { measureRoundTrips } from './measure-round-trips.ts';
import type { MeasuredRound } from './measure-round-trips.ts';
import type { ConnectRun } from './round-trip-clients.ts';

const SOCKETS = 50;
const TURNS = { full: { turns: 10, messages: 4_000 }, quick: { turns: 2, messages: 500 } } as const;
const IDLE = { full: [100, 1_000, 10_000], quick: [50, 100, 200] } as const;
/** Ours may take so much longer than the limit, at p99. */
const MOST_P99 = 1.5;
/** And so much longer beside many connections than beside none. */
const MOST_GROWTH = 1.2;
const MOST_BYTES_A_SOCKET = 20 * 1_024;

/** Acknowledged round trips with validation against bare socket.io, and what an idle authenticated connection costs. */
export async function socketBenchmark(context: BenchContext): Promise<Report> {
  const { options, cleanUp, say } = context;
  const server = await startBenchServer(cleanUp);
  const ours = await startPaymentServer(server, cleanUp);
  const crowded = await startPaymentServer(server, cleanUp, 'crowded_server');
  const bare = startChild(new URL('bare-fee-server.ts', import.meta.url), cleanUp);
  const clients = startChild(new URL('round-trip-clients.ts', import.meta.url), cleanUp);
  const connect: ConnectRun = { ours, crowded, bareUrl: await bare.call<string>('listen'), sockets: SOCKETS };
  await clients.call('connect', connect);

  const run = { rounds: options.rounds, ...(options.isQuick ? TURNS.quick : TURNS.full) };
  // The first messages compile the code.
  await measureRoundTrips(clients, { ours: ours.pid, crowded: crowded.pid, bare: bare.pid }, { ...run, rounds: 1 });
  const measured = await measureRoundTrips(clients, { ours: ours.pid, bare: bare.pid }, run);
  say(`${SOCKETS} sockets, round trips/s: ${measured.ours.map(({ rate }) => Math.round(rate)).join(', ')}`);
  const idleCounts = options.isQuick ? IDLE.quick : IDLE.full;
  const { idle, beside } = await measureIdle(crowded, cleanUp, idleCounts, {
    say,
    beside: () => measureRoundTrips(clients, { crowded: crowded.pid, ours: ours.pid }, run),
  });
  await clients.end();
  const fanOut = await measureFanOut(ours, context);
  const all = (of: keyof MeasuredRound) => ({
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
        ours: beside.crowded.map(({ p99Ms }) => p99Ms),
        limit: beside.ours.map(({ p99Ms }) => p99Ms),
        format: formatMs,
        goal: { text: `<= ${formatShare(MOST_GROWTH)}`, isMet: (share) => share <= MOST_GROWTH },
      }),
      ...idle.map(({ sockets, bytesASocket }) =>
        memoryRow(`memory of an idle authenticated connection, up to ${formatCount(sockets)}`, bytesASocket),
      ),
      memoryRow('memory of an idle console connection in a room', fanOut.bytesASocket),
    ],
    notes: [
      `A round: ${run.turns} turns of each in alternation, ${run.messages} times host:calculateFee in a turn, one under way on each of ${SOCKETS} hosted sockets: budgets, compiled validation, log and metrics, as it runs. p99 is of all trips of a round.`,
      'Limit: socket.io alone, same version and transport, whose handler answers in the same shape without a look at the request. Both are driven by the same client process.',
      'Beside idle connections: two payment servers of the same code in alternation, only one of which has them.',
      fanOut.note,
      'Memory: the heap and external memory in use as /metrics tells them after a full collection, from 100 open connections (50 in a smoke run) to so many, divided by their number.',
    ],
  };
}

function memoryRow(what: string, bytesASocket: number): string[] {
  const isMet = bytesASocket <= MOST_BYTES_A_SOCKET;
  const goal = `<= ${formatKilobytes(MOST_BYTES_A_SOCKET)}`;
  return [what, formatKilobytes(bytesASocket), '', '', '', goal, isMet ? 'met' : 'missed'];
}
