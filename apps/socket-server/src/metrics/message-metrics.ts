import { Counter, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import { EventTally } from './event-tally.ts';
import type { Bounds } from './event-tally.ts';

type Namespace = 'fields' | 'console';

/** The client events of the sockets: tallied as they are answered, made into series when somebody asks for `/metrics`. */
export interface MessageMetrics {
  /** @param seconds from the event's arrival to its answer */
  note(namespace: Namespace, event: string, outcome: string, seconds: number): void;
}

type Tallies = Readonly<Record<Namespace, Map<string, EventTally>>>;

export function createMessageMetrics(register: Registry, bounds: Bounds): MessageMetrics {
  const tallies: Tallies = { fields: new Map(), console: new Map() };
  void new Counter({
    name: 'socket_messages_total',
    help: 'Client events by their outcome: ok, repeated, or the code of the error',
    labelNames: ['namespace', 'event', 'outcome'],
    registers: [register],
    collect() {
      this.reset();
      for (const { namespace, event, tally } of eachOf(tallies)) {
        for (const [outcome, count] of tally.outcomes) this.inc({ namespace, event, outcome }, count);
      }
    },
  });
  void new DurationHistogram(tallies, bounds, register);
  return {
    note: (namespace, event, outcome, seconds) => {
      const known = tallies[namespace].get(event);
      if (known) return known.note(outcome, seconds);
      const tally = new EventTally(bounds);
      tallies[namespace].set(event, tally);
      tally.note(outcome, seconds);
    },
  };
}

const DURATION = {
  name: 'socket_message_duration_seconds',
  help: 'Time to acknowledge a client event',
  labelNames: ['namespace', 'event'],
} as const;

/** A histogram whose values are the tallies': prom-client's own takes one observation at a time and hashes its labels for each. */
class DurationHistogram extends Histogram {
  readonly #tallies: Tallies;
  readonly #bounds: Bounds;
  /** Says all but the values. */
  readonly #empty: Histogram;

  constructor(tallies: Tallies, bounds: Bounds, register: Registry) {
    const options = { ...DURATION, buckets: [...bounds] };
    super({ ...options, registers: [register] });
    this.#empty = new Histogram({ ...options, registers: [] });
    this.#tallies = tallies;
    this.#bounds = bounds;
  }

  override async get() {
    const values = [...eachOf(this.#tallies)].flatMap(({ namespace, event, tally }) =>
      valuesOf(tally, this.#bounds, { namespace, event }),
    );
    return { ...(await this.#empty.get()), values };
  }

  /** What a registry asks instead of `get`, where it is there. */
  getForPromString() {
    return this.get();
  }
}

function valuesOf(tally: EventTally, bounds: Bounds, labels: Readonly<Record<string, string>>) {
  let count = 0;
  const buckets = [...bounds, '+Inf'].map((le, index) => {
    count += tally.buckets[index] ?? 0;
    return { metricName: `${DURATION.name}_bucket`, labels: { le, ...labels }, value: count };
  });
  return [
    ...buckets,
    { metricName: `${DURATION.name}_sum`, labels, value: tally.sumSeconds },
    { metricName: `${DURATION.name}_count`, labels, value: count },
  ];
}

function* eachOf(tallies: Tallies) {
  for (const namespace of ['fields', 'console'] as const) {
    for (const [event, tally] of tallies[namespace]) yield { namespace, event, tally };
  }
}
