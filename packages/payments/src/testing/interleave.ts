import type { Scheduler } from 'fast-check';
import type { OperationOutcome, OperationRequest } from '../ports/processor.ts';
import type { EngineDeps, EngineFixture } from './engine-fixture.ts';
import type { Fate } from './fake-bank.ts';

/** `late`: arrives when its sender has given up on it. `slow`: its answer takes long. */
export type TravelFate = Fate | 'late' | 'slow';

/** What goes wrong with requests and with commits, in the order in which they come by; afterwards nothing does. */
export interface Mishaps {
  fates: TravelFate[];
  commits: ('written' | 'crash_before' | 'crash_after' | 'sleep_after')[];
}

/** The process died: the commit happened or it did not, and nobody can say. */
export class Crash extends Error {}

const TRANSIT_LIMIT_MS = 2_500;
const SLOW_TURNS = 12;

/**
 * The fixture's dependencies with every step between the engine and the world under a scheduler, so that steps of several use cases mix
 * in any order. A request that is under way for longer than an adapter's timeout is lost, as the port promises.
 */
export function interleave({ deps, bank, clock }: EngineFixture, scheduler: Scheduler, mishaps: Mishaps): EngineDeps {
  const turn = (label: string) => scheduler.schedule(Promise.resolve(), label);

  const turns = async (label: string, count: number) => {
    for (let taken = 0; taken < count; taken++) await turn(label);
  };

  const lost = { type: 'unknown', reason: 'Lost on the way.' } as const;
  const arrive = async <Outcome>(
    label: string,
    fate: TravelFate,
    ask: () => Promise<Outcome>,
  ): Promise<Outcome | typeof lost> => {
    const sentAt = clock.now().getTime();
    await turns(`${label} arrives`, fate === 'late' ? SLOW_TURNS : 1);
    if (clock.now().getTime() - sentAt > TRANSIT_LIMIT_MS) return lost;
    bank.plan(fate === 'lost_before' || fate === 'lost_after' ? fate : 'answered');
    return ask();
  };
  const travel = async <Outcome>(label: string, ask: () => Promise<Outcome>): Promise<Outcome | typeof lost> => {
    const fate = mishaps.fates.shift() ?? 'answered';
    const arrival = arrive(label, fate, ask);
    if (fate === 'late') return lost;
    const outcome = await arrival;
    await turns(`${label} is answered`, fate === 'slow' ? SLOW_TURNS : 1);
    return outcome;
  };

  const write = async <T>(label: string, commit: () => Promise<T>): Promise<T> => {
    const fate = mishaps.commits.shift() ?? 'written';
    await turn(label);
    if (fate === 'crash_before') throw new Crash(label);
    const written = await commit();
    if (fate === 'crash_after') throw new Crash(label);
    await turns(`${label} is told`, fate === 'sleep_after' ? SLOW_TURNS : 1);
    return written;
  };

  const operation =
    (type: 'capture' | 'void' | 'refund') =>
    (request: OperationRequest): Promise<OperationOutcome> =>
      travel(type, () => bank[type](request));

  const processor = {
    ...bank,
    authorize: (request: Parameters<typeof bank.authorize>[0]) => travel('authorize', () => bank.authorize(request)),
    capture: operation('capture'),
    void: operation('void'),
    refund: operation('refund'),
    lookup: async (attemptId: string) => {
      await turn('lookup arrives');
      const found = await bank.lookup(attemptId);
      await turn('lookup is answered');
      return found;
    },
    books: async (processorReference: string) => {
      await turn('the books are asked');
      const reading = await bank.books(processorReference);
      await turn('the books are read');
      return reading;
    },
  };

  return {
    ...deps,
    processors: {
      route: async () => processor,
      next: async () => null,
      methods: (merchantId, mode) => deps.processors.methods(merchantId, mode),
      byName: () => processor,
      shared: () => [processor],
    },
    notices: {
      ...deps.notices,
      adopt: (move, now) => write(`adopt a ${move.type}`, () => deps.notices.adopt(move, now)),
    },
    payments: {
      expectIntent: () => deps.payments.expectIntent(),
      begin: (intent) => write('begin', () => deps.payments.begin(intent)),
      beginCharge: (intent) => write('begin a charge', () => deps.payments.beginCharge(intent)),
      commit: (move) => write(`commit ${move.event.type}`, () => deps.payments.commit(move)),
      load: async (id) => {
        await turn('load');
        return deps.payments.load(id);
      },
      claimDueAttempts: async (now, limit, nextCheck) => {
        await turn('claim');
        return deps.payments.claimDueAttempts(now, limit, nextCheck);
      },
      listLapsed: async (now, limit) => {
        await turn('list lapsed');
        return deps.payments.listLapsed(now, limit);
      },
    },
  };
}
