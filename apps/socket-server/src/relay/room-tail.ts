import type { RoomPush } from '@fieldfare/db';
import { FieldfareError } from '@fieldfare/protocol';
import type { ConsoleNamespace, ConsoleSocket } from '../console/console-socket.ts';
import type { Deps } from '../deps.ts';
import type { Mutex } from '../runtime/mutex.ts';
import { createMutex } from '../runtime/mutex.ts';
import { audienceOf, roomOfSeats, seatsOf } from './audience.ts';
import type { Audience } from './audience.ts';
import { emitPayment, emitPush } from './emit-push.ts';
import type { EnvelopeFacts } from './payment-envelope.ts';

/** Who missed more than this is better served by reading the list again. */
const MAX_REPLAYED = 1_000;
const AUDIENCES: readonly Audience[] = ['people', 'shoppers'];

/**
 * What this server's sockets have been told of each room that one of them is in. The database numbers the pushes of a room without a gap;
 * whichever server placed one, every server tells its own sockets each exactly once and in order, reading what it was not handed.
 */
export interface RoomTail {
  /** Runs alone: what is claimed and told under it has its place before whatever comes next. */
  exclusive: Mutex;
  /** Tells a push that this process has at hand. Under `exclusive` only. Answers false where others before it have to be read first. */
  tell(facts: EnvelopeFacts): boolean;
  /** Reads and tells what these rooms have not been told yet; all rooms unless named. */
  catchUp(rooms?: readonly string[]): Promise<void>;
  /** Puts a socket into a room. With `after` it first gets, in order and without a gap, what it missed. Answers the room's newest sequence. */
  join(socket: ConsoleSocket, room: string, after: number | undefined): Promise<number>;
}

export function createRoomTail({ outbox }: Pick<Deps, 'outbox'>, namespace: ConsoleNamespace): RoomTail {
  const exclusive = createMutex();
  /** The newest sequence that was told, by room: of the rooms that have a socket here. */
  const cursors = new Map<string, number>();
  const audiencesOf = (room: string) =>
    AUDIENCES.filter((audience) => namespace.adapter.rooms.has(seatsOf(room, audience)));
  namespace.adapter.on('delete-room', (seats: string) => {
    const room = roomOfSeats(seats);
    if (audiencesOf(room).length === 0) cursors.delete(room);
  });

  const read = async (rooms: Iterable<string>) => {
    for (let isMore = true; isMore;) {
      const behind = new Map([...rooms].flatMap((room) => cursorOf(cursors, room)));
      const pushes = await outbox.after(behind, MAX_REPLAYED);
      for (const push of pushes) tellPush(push);
      isMore = pushes.length === MAX_REPLAYED;
    }
  };
  const tellPush = (push: RoomPush) => {
    if (!cursors.has(push.room)) return;
    cursors.set(push.room, push.sequence);
    for (const audience of audiencesOf(push.room))
      emitPush(namespace.local.to(seatsOf(push.room, audience)), audience, push.room, push);
  };

  return {
    exclusive,
    tell: (facts) => {
      const cursor = cursors.get(facts.room);
      if (cursor === undefined || facts.sequence <= cursor) return true;
      if (facts.sequence !== cursor + 1) return false;
      cursors.set(facts.room, facts.sequence);
      for (const audience of audiencesOf(facts.room))
        emitPayment(namespace.local.to(seatsOf(facts.room, audience)), audience, facts);
      return true;
    },
    catchUp: (rooms) => exclusive(() => read(rooms ?? [...cursors.keys()])),
    join: (socket, room, after) =>
      exclusive(async () => {
        await read([room]);
        const newest = cursors.get(room) ?? (await outbox.sequence(room));
        if (after !== undefined && after !== newest) await replay({ outbox, socket, room, after, newest });
        if (!socket.connected) return newest;
        await socket.join(seatsOf(room, audienceOf(socket)));
        if (!cursors.has(room)) cursors.set(room, newest);
        return newest;
      }),
  };
}

function cursorOf(cursors: ReadonlyMap<string, number>, room: string): [string, number][] {
  const cursor = cursors.get(room);
  return cursor === undefined ? [] : [[room, cursor]];
}

interface Gap {
  outbox: Deps['outbox'];
  socket: ConsoleSocket;
  room: string;
  after: number;
  newest: number;
}

async function replay({ outbox, socket, room, after, newest }: Gap): Promise<void> {
  const missed = newest - after;
  const pushes = missed > 0 && missed <= MAX_REPLAYED ? await outbox.replay(room, after, missed) : [];
  // Also where old pushes were deleted, or the client counts from another database.
  if (pushes.length !== missed) {
    throw new FieldfareError('conflict', {
      detail: 'sequence_unavailable',
      param: 'after_sequence',
      message: 'What was missed cannot be told again. Read the list anew and subscribe without after_sequence.',
    });
  }
  for (const push of pushes) emitPush(socket, audienceOf(socket), room, push);
}
