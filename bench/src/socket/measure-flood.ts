import type { BenchServer } from '../harness/bench-database.ts';
import type { BenchContext } from '../harness/benchmark.ts';
import { startChild } from '../harness/child-process.ts';
import { comparisonRow } from '../harness/comparison.ts';
import { formatCount, formatMs } from '../harness/format-number.ts';
import { cpuTimeMs } from '../harness/cpu-time.ts';
import { interleave } from '../harness/interleave.ts';
import { percentile } from '../harness/percentile.ts';
import { createMerchant } from '../system/create-merchant.ts';
import { createSession } from '../system/create-session.ts';
import { startPaymentServer } from '../system/start-payment-server.ts';
import type { Flooded, FloodRun } from './flood-clients.ts';
import type { PacedTripsRun } from './paced-clients.ts';

const FLOOD = { sockets: 50, messagesPerSecond: 5_000 } as const;
const SESSIONS = 200;
/** Within what one connection may ask: each of them once in two seconds. */
const ASKING = { sockets: 50, perSecond: 25 } as const;
const SECONDS = { full: 15, quick: 3 } as const;

/** What a merchant's shoppers notice of another merchant's flood, at a server whose limits are as shipped but for those of an address. */
export async function measureFlood(server: BenchServer, { options, cleanUp, say }: BenchContext) {
  const target = await startPaymentServer(server, cleanUp, 'flooded_server', 'address');
  const flooder = { ...target, secretKey: await createMerchant(target.database, [target.shopOrigin]) };
  const tokens = await Promise.all(Array.from({ length: SESSIONS }, () => createSession(flooder)));
  const shoppers = startChild(new URL('paced-clients.ts', import.meta.url), cleanUp);
  const flood = startChild(new URL('flood-clients.ts', import.meta.url), cleanUp);
  await shoppers.call('connect', { target, sockets: ASKING.sockets });

  const seconds = options.isQuick ? SECONDS.quick : SECONDS.full;
  const run: PacedTripsRun = { perSecond: ASKING.perSecond, messages: ASKING.perSecond * seconds };
  const quiet = () => shoppers.call<number[]>('run', run);
  const poured: Flooded[] = [];
  const cpuMsOf = { flooded: 0, quiet: 0 };
  const measured = (name: keyof typeof cpuMsOf, measure: () => Promise<number[]>) => async () => {
    const before = cpuTimeMs(target.pid);
    const latenciesMs = await measure();
    cpuMsOf[name] += cpuTimeMs(target.pid) - before;
    return latenciesMs;
  };
  const flooded = async () => {
    await flood.call('begin', { ...FLOOD, url: target.url, origin: target.fieldsOrigin, tokens } satisfies FloodRun);
    const latenciesMs = await quiet();
    poured.push(await flood.call<Flooded>('end'));
    return latenciesMs;
  };
  const taken = await interleave(
    options.rounds,
    { flooded: measured('flooded', flooded), quiet: measured('quiet', quiet) },
    (name, round, latenciesMs) =>
      say(
        `round ${round}: ${name}, p50 ${formatMs(percentile(latenciesMs, 0.5))}, p99 ${formatMs(percentile(latenciesMs, 0.99))}`,
      ),
  );
  await Promise.all([shoppers.end(), flood.end()]);
  const sum = (of: keyof Flooded) => poured.reduce((total, one) => total + one[of], 0);
  const asSeen = (share: number) => ({
    ours: taken.flooded.map((latenciesMs) => percentile(latenciesMs, share)),
    limit: taken.quiet.map((latenciesMs) => percentile(latenciesMs, share)),
    format: formatMs,
  });
  return {
    rows: [
      comparisonRow({ what: "p50 of one beside another merchant's flood, and beside none", ...asSeen(0.5) }),
      comparisonRow({ what: 'p99 of the same', ...asSeen(0.99) }),
    ],
    note: `Flood: ${FLOOD.sockets} sockets of one merchant send ${formatCount(sum('messages') / poured.length / seconds)} messages/s, and come back when they are closed (${formatCount(sum('closed'))} times): ${formatMs((cpuMsOf.flooded - cpuMsOf.quiet) / sum('messages'))} of the server's processor time for a message; ${ASKING.sockets} shoppers of another ask ${ASKING.perSecond} times a second. All limits as shipped but for those of an address. Sender, shoppers, server and PostgreSQL share the machine.`,
  };
}
