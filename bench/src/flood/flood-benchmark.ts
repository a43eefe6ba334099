import { setTimeout as delay } from 'node:timers/promises';
import { startBenchServer } from '../harness/bench-database.ts';
import type { BenchContext, Report } from '../harness/benchmark.ts';
import type { CleanUp } from '../harness/clean-up.ts';
import { startChild } from '../harness/child-process.ts';
import { COMPARISON_HEADER, comparisonRow } from '../harness/comparison.ts';
import { formatCount, formatMs } from '../harness/format-number.ts';
import { cpuTimeMs } from '../harness/cpu-time.ts';
import { interleave } from '../harness/interleave.ts';
import { percentile } from '../harness/percentile.ts';
import { createMerchant } from '../system/create-merchant.ts';
import { createSession } from '../system/create-session.ts';
import { startPaymentServer } from '../system/start-payment-server.ts';
import type { RunningPaymentServer } from '../system/start-payment-server.ts';
import type { Flooded, FloodRun } from './flood-clients.ts';
import type { PacedTripsRun } from './paced-clients.ts';

const FLOOD = { sockets: 50, messagesPerSecond: 5_000 } as const;
/** So many that there is always another one whose messages are not used up yet. */
const SESSIONS = { full: 1_000, quick: 100 } as const;
/** Within what one connection may ask: each of them once in two seconds. */
const ASKING = { sockets: 200, perSecond: 100 } as const;
const SECONDS = { full: 15, quick: 3 } as const;
/** Of each server before anything is measured: one that has run for days has met handshakes and refusals before. */
const WARM_UP_MS = { full: 5_000, quick: 500 } as const;
const SHARES = [0.5, 0.99] as const;

/** What a merchant's shoppers notice of another merchant's flood, at a server whose limits are as shipped but for those of an address. */
export async function floodBenchmark({ options, cleanUp, say }: BenchContext): Promise<Report> {
  const size = options.isQuick ? 'quick' : 'full';
  const server = await startBenchServer(cleanUp);
  const target = await startPaymentServer(server, cleanUp, 'flooded_server', 'address');
  const other = await startPaymentServer(server, cleanUp, 'other_server', 'address');
  const here = await floodOf(target, SESSIONS[size], cleanUp);
  const elsewhere = await floodOf(other, SESSIONS[size], cleanUp);
  const shoppers = startChild(new URL('paced-clients.ts', import.meta.url), cleanUp);
  await shoppers.call('connect', { target, sockets: ASKING.sockets });
  const warmUp = async () => {
    await delay(WARM_UP_MS[size]);
    return [];
  };
  for (const flood of [here, elsewhere]) await flood(warmUp);

  const seconds = SECONDS[size];
  const run: PacedTripsRun = { perSecond: ASKING.perSecond, messages: ASKING.perSecond * seconds };
  const quiet = () => shoppers.call<number[]>('run', run);
  const poured: Flooded[] = [];
  const cpuMs = { here: 0, elsewhere: 0, quiet: 0 };
  const measured =
    (name: keyof typeof cpuMs, measure: () => Promise<number[]>): (() => Promise<number[]>) =>
    async () => {
      const before = cpuTimeMs(target.pid);
      const latenciesMs = await measure();
      cpuMs[name] += cpuTimeMs(target.pid) - before;
      return latenciesMs;
    };
  const taken = await interleave(
    options.rounds,
    {
      here: measured('here', () => here(quiet, (flooded) => poured.push(flooded))),
      elsewhere: measured('elsewhere', () => elsewhere(quiet)),
      quiet: measured('quiet', quiet),
    },
    (name, round, latenciesMs) =>
      say(
        `round ${round}: ${name}, p50 ${formatMs(percentile(latenciesMs, 0.5))}, p99 ${formatMs(percentile(latenciesMs, 0.99))}`,
      ),
  );
  await shoppers.end();
  const at = (share: number, name: keyof typeof taken) => taken[name].map((ms) => percentile(ms, share));
  const row = (share: number, what: string, limit: 'elsewhere' | 'quiet') =>
    comparisonRow({
      what: `p${share * 100} beside ${what}`,
      ours: at(share, 'here'),
      limit: at(share, limit),
      format: formatMs,
    });
  const sum = (of: keyof Flooded) => poured.reduce((total, one) => total + one[of], 0);
  const rate = (of: keyof Flooded) => formatCount(sum(of) / poured.length / seconds);
  return {
    title: "what a merchant's shoppers notice of another merchant's flood",
    header: COMPARISON_HEADER,
    rows: [
      ...SHARES.map((share) => row(share, 'a flood here, and one at another server of this machine', 'elsewhere')),
      ...SHARES.map((share) => row(share, 'a flood here, and none', 'quiet')),
    ],
    notes: [
      `A round: ${seconds} s of each in turn, in which ${ASKING.sockets} shoppers ask for a fee, ${ASKING.perSecond} times a second together.`,
      `Flood: ${FLOOD.sockets} sockets of another merchant send ${rate('messages')} fee questions/s. Each is closed when it goes too far, and comes back with another session (${rate('closed')} times a second); refused, it tries again after 100 ms (${rate('refused')} times a second). Every message and handshake of it takes ${formatMs((cpuMs.here - cpuMs.quiet) / (sum('messages') + sum('closed') + sum('refused')))} of the server's processor time.`,
      'Limit: the same flood at a second payment server of the same machine: what is left of it here is that the flood takes processor time from everybody. All limits as shipped but for those of an address.',
    ],
  };
}

type Flooding = (measure: () => Promise<number[]>, onPoured?: (flooded: Flooded) => void) => Promise<number[]>;

/** A merchant of that server that floods it for as long as something is measured. */
async function floodOf(target: RunningPaymentServer, sessions: number, cleanUp: CleanUp): Promise<Flooding> {
  const flooder = { ...target, secretKey: await createMerchant(target.database, [target.shopOrigin]) };
  const tokens: string[] = [];
  while (tokens.length < sessions) tokens.push(await createSession(flooder));
  const run: FloodRun = { ...FLOOD, url: target.url, origin: target.fieldsOrigin, tokens };
  const clients = startChild(new URL('flood-clients.ts', import.meta.url), cleanUp);
  return async (measure, onPoured) => {
    await clients.call('begin', run);
    const latenciesMs = await measure();
    const flooded = await clients.call<Flooded>('end');
    onPoured?.(flooded);
    return latenciesMs;
  };
}
