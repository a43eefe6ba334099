import type { ClaimedFact } from '@fieldfare/db';
import * as z from 'zod';
import type { ConsoleNamespace } from '../console/console-socket.ts';
import type { Deps } from '../deps.ts';
import type { FanOut } from '../fan-out/fan-out.ts';
import type { FieldsNamespace } from '../fields/fields-socket.ts';
import { repeat } from '../runtime/repeat.ts';
import { roomsOf } from './rooms-of.ts';
import type { RoomTail } from './room-tail.ts';
import { sessionsHere, tellFields } from './tell-fields.ts';

/** What one server tells the others: where there is something new, which each reads for itself. Ids only. */
const News = z.strictObject({ rooms: z.array(z.string()), sessions: z.array(z.string()), at: z.number() });
export type News = z.infer<typeof News>;

export interface OtherServers {
  tell(facts: readonly ClaimedFact[]): void;
  stop(): Promise<void>;
}

export interface OtherServersDeps {
  fields: FieldsNamespace;
  console: ConsoleNamespace;
  tail: RoomTail;
  fanOut: FanOut;
}

/** So that a message stays under the 8,000 bytes of a NOTIFY. */
const FACTS_A_MESSAGE = 40;
/** How long what nobody told us of waits: another process's push, or one whose announcement was lost. */
const LOOK_MS = 1_000;
/** Fields are looked after less often: what they ask is answered directly, and only others' actions have to be pushed to them. */
const LOOK_AT_FIELDS_MS = 5_000;
/** Servers' clocks differ, and a commit is later than the time that stands in it. */
const OVERLAP_MS = 15_000;

/** Keeps this server's sockets level with what the others did, whether the others can be heard or not. */
export function startOtherServers(deps: Deps, { fields, console, tail, fanOut }: OtherServersDeps): OtherServers {
  const announce = (rooms: string[], sessions: string[]) => {
    if (rooms.length + sessions.length > 0) console.serverSideEmit('news', { rooms, sessions, at: Date.now() });
  };
  const readFields = async (sessionIds: string[], since: Date) => {
    if (sessionIds.length === 0) return;
    for (const { sessionId, payment } of await deps.outbox.paymentsOf(sessionIds, since))
      tellFields(fields, sessionId, payment);
  };
  const hear = async (message: unknown) => {
    const news = News.parse(message);
    deps.metrics.adapterLag.observe(Math.max(0, Date.now() - news.at) / 1_000);
    await tail.catchUp(news.rooms);
    await readFields(sessionsHere(fields, news.sessions), new Date(0));
  };
  console.on('news', (message: unknown) => {
    hear(message).catch((error: unknown) => deps.log.error({ job: 'other_servers', error }, 'news not followed'));
  });

  const looking = repeat({
    everyMs: 0,
    afterErrorMs: LOOK_MS,
    run: async () => {
      const rooms = await deps.placedPushes.take(LOOK_MS);
      announce(rooms, []);
      await tail.catchUp(rooms.length > 0 ? rooms : undefined);
    },
    onError: (error) => deps.log.error({ job: 'other_servers', error }, 'rooms not read'),
  });
  const lookingAtFields = repeat({
    everyMs: LOOK_AT_FIELDS_MS,
    run: async () => {
      if (await fanOut.isAlone()) return;
      await readFields(sessionsHere(fields), new Date(deps.clock.now().getTime() - LOOK_AT_FIELDS_MS - OVERLAP_MS));
    },
    onError: (error) => deps.log.error({ job: 'other_servers', error }, 'payments of fields not read'),
  });

  return {
    tell: (facts) => {
      for (let from = 0; from < facts.length; from += FACTS_A_MESSAGE) {
        const some = facts.slice(from, from + FACTS_A_MESSAGE);
        const rooms = new Set(some.flatMap(roomsOf).map(({ room }) => room));
        const sessions = new Set(some.flatMap(({ sessionId }) => (sessionId === null ? [] : [sessionId])));
        announce([...rooms], [...sessions]);
      }
    },
    stop: async () => {
      deps.placedPushes.wake();
      await Promise.all([looking.stop(), lookingAtFields.stop()]);
    },
  };
}
