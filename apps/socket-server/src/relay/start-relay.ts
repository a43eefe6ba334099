import type { ClaimedFact } from '@fieldfare/db';
import type { Deps } from '../deps.ts';
import type { FieldsNamespace } from '../fields/fields-socket.ts';
import { repeat } from '../runtime/repeat.ts';
import { roomsOf } from './rooms-of.ts';
import type { RoomTail } from './room-tail.ts';
import type { OtherServers } from './other-servers.ts';
import { tellFields } from './tell-fields.ts';

const BATCH = 200;
/** How long a fact that another process committed waits for us at the most. */
const POLL_MS = 250;
/** The first fact after a silence is told at once; under load each claim then waits for company, because every one is a commit. */
const MIN_PAUSE_MS = 50;

export interface Relay {
  /** Tells what is left, then stops. */
  stop(): Promise<void>;
}

export interface Audience {
  fields: FieldsNamespace;
  tail: RoomTail;
  others: OtherServers;
}

/**
 * Drains the outbox to whoever listens. Woken by this process's own commits; looks by itself for those of others. Whichever server claims
 * a fact tells its own sockets and the other servers, each of which tells its own.
 */
export function startRelay(deps: Deps, audience: Audience): Relay {
  let isStopping = false;

  const drain = async () => {
    for (;;) {
      const { facts, behind } = await audience.tail.exclusive(() => tellBatch(deps, audience));
      audience.others.tell(facts);
      if (behind.length > 0) await audience.tail.catchUp(behind);
      if (facts.length < BATCH) return;
    }
  };
  const relaying = repeat({
    everyMs: MIN_PAUSE_MS,
    afterErrorMs: POLL_MS,
    run: async () => {
      if (!isStopping) await deps.outbox.committed.wait(POLL_MS);
      await drain();
    },
    onError: (error) => deps.log.error({ job: 'relay', error }, 'relay failed'),
  });

  return {
    stop: async () => {
      isStopping = true;
      deps.outbox.committed.raise();
      await relaying.stop();
      await drain().catch((error: unknown) => deps.log.error({ job: 'relay', error }, 'last facts not told'));
    },
  };
}

interface Told {
  facts: ClaimedFact[];
  /** Rooms in which another server's pushes come first. */
  behind: string[];
}

async function tellBatch(deps: Deps, { fields, tail }: Audience): Promise<Told> {
  const facts = await deps.outbox.claim(BATCH);
  const behind = new Set<string>();
  const now = deps.clock.now().getTime();
  for (const fact of facts) {
    try {
      for (const place of roomsOf(fact)) if (!tail.tell(place)) behind.add(place.room);
      if (fact.sessionId && fact.payment) tellFields(fields, fact.sessionId, fact.payment);
    } catch (error) {
      // A fact that cannot be told must not keep the others back; who listens finds it by its sequence.
      deps.log.error({ job: 'relay', error }, 'fact not told');
    }
    deps.metrics.outboxLag.observe(Math.max(0, now - fact.committedAt.getTime()) / 1_000);
  }
  deps.metrics.outboxTold.inc(facts.length);
  return { facts, behind: [...behind] };
}
