import type { BenchContext } from '../harness/benchmark.ts';
import { startChild } from '../harness/child-process.ts';
import { atLeast, comparisonRow } from '../harness/comparison.ts';
import { formatCount } from '../harness/format-number.ts';
import { interleave } from '../harness/interleave.ts';
import { createConsoleUser } from '../system/create-console-user.ts';
import type { RunningPaymentServer } from '../system/start-payment-server.ts';
import { heldMemory } from './held-memory.ts';
import type { ConsoleRoom, FanOutRun } from './room-clients.ts';

const SOCKETS = { full: 5_000, quick: 100 } as const;
const PUSHES = 40;

/**
 * Pushes delivered a second to one room of the console, from the request of one window over the row in PostgreSQL that numbers the push to
 * its arrival at every window; against ws alone, which sends as many bytes to as many sockets.
 */
export async function measureFanOut(ours: RunningPaymentServer, { options, cleanUp, say }: BenchContext) {
  const sockets = options.isQuick ? SOCKETS.quick : SOCKETS.full;
  const clients = startChild(new URL('room-clients.ts', import.meta.url), cleanUp);
  const bare = startChild(new URL('bare-room-server.ts', import.meta.url), cleanUp);
  const person = await createConsoleUser(ours);
  const room = { url: ours.url, origin: ours.webOrigin, ...person };
  const join = (upTo: number) => clients.call<number>('join', { ...room, sockets: upTo } satisfies ConsoleRoom);
  const first = sockets / 10;
  await join(first);
  const before = await heldMemory(ours);
  const bytes = await join(sockets);
  const bytesASocket = ((await heldMemory(ours)) - before) / (sockets - first);
  await clients.call('joinBare', { url: await bare.call<string>('listen', bytes), sockets });

  const measure = (contestant: FanOutRun['contestant']) => async () => {
    const ms = await clients.call<number>('run', { contestant, pushes: PUSHES } satisfies FanOutRun);
    return (PUSHES * sockets * 1_000) / ms;
  };
  const contestants = { ours: measure('ours'), bare: measure('bare') };
  await interleave(1, contestants);
  const rates = await interleave(options.rounds, contestants, (name, round, rate) =>
    say(`round ${round}: ${name}, ${Math.round(rate)} pushes/s to ${sockets} sockets`),
  );
  await clients.end();
  await bare.end();
  return {
    bytesASocket,
    row: comparisonRow({
      what: `pushes delivered/s to a room of ${formatCount(sockets)}`,
      ours: rates.ours,
      limit: rates.bare,
      format: formatCount,
      goal: atLeast(0.8),
    }),
    note: `Fan-out: ${PUSHES} times state:publish of ${bytes} bytes to ${sockets} windows of one person, each numbered in PostgreSQL first. Limit: ws alone, which sends as many bytes to as many sockets.`,
  };
}
