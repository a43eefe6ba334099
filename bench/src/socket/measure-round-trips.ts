import type { ChildHandle } from '../harness/child-process.ts';
import { cpuTimeMs } from '../harness/cpu-time.ts';
import { interleave } from '../harness/interleave.ts';
import { percentile } from '../harness/percentile.ts';
import type { ClientsRun } from '../harness/run-clients.ts';
import type { RoundTripsRun } from './round-trip-clients.ts';

type Name = RoundTripsRun['contestant'];

/** One round of a contestant: all its turns together. */
export interface MeasuredRound {
  /** Round trips a second. */
  rate: number;
  p99Ms: number;
  /** The server's processor time for one. */
  cpuMs: number;
}

export interface RoundTripsOptions {
  rounds: number;
  /** Turns of each contestant in a round. */
  turns: number;
  /** Round trips of a turn. */
  messages: number;
}

interface Turn extends ClientsRun {
  cpuMs: number;
}

/**
 * Lets contestants, by the process ids of their servers, answer in many short turns, one after the other. What a round tells is of all its
 * turns together: one pause of a server or of the machine is then a small part of the trips of a round, and falls upon who made it.
 */
export async function measureRoundTrips<N extends Name>(
  clients: ChildHandle,
  pids: Readonly<Record<N, number>>,
  { rounds, turns, messages }: RoundTripsOptions,
): Promise<Record<N, MeasuredRound[]>> {
  const names = Object.keys(pids) as N[];
  const turnOf = (contestant: N) => async (): Promise<Turn> => {
    const before = cpuTimeMs(pids[contestant]);
    const ran = await clients.call<ClientsRun>('run', { contestant, messages } satisfies RoundTripsRun);
    return { ...ran, cpuMs: cpuTimeMs(pids[contestant]) - before };
  };
  const contestants = Object.fromEntries(names.map((name) => [name, turnOf(name)])) as Record<N, () => Promise<Turn>>;
  const taken = await interleave(rounds * turns, contestants);
  const roundsOf = (name: N) =>
    Array.from({ length: rounds }, (_, round) => roundOf(taken[name].slice(round * turns, (round + 1) * turns)));
  return Object.fromEntries(names.map((name) => [name, roundsOf(name)])) as Record<N, MeasuredRound[]>;
}

function roundOf(turns: readonly Turn[]): MeasuredRound {
  const latenciesMs = turns.flatMap((turn) => turn.latenciesMs);
  const trips = latenciesMs.length;
  const seconds = turns.reduce((sum, turn) => sum + turn.latenciesMs.length / turn.rate, 0);
  return {
    rate: trips / seconds,
    p99Ms: percentile(latenciesMs, 0.99),
    cpuMs: turns.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / trips,
  };
}
