import { EventEmitter } from 'node:events';
import type { RoomPush } from '@fieldfare/db';
import { newId } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import type { ConsoleNamespace, ConsoleSocket } from '../console/console-socket.ts';
import type { Deps } from '../deps.ts';
import { createRoomTail } from './room-tail.ts';

const ROOM = `user:${newId('user')}`;

/** A room in the database and one socket that may join it, with all that the socket is told of it. */
function setUp() {
  const stored: RoomPush[] = [];
  const asked: string[][] = [];
  const outbox = {
    sequence: async () => stored.length,
    after: async (cursors: ReadonlyMap<string, number>, limit: number) => {
      asked.push([...cursors.keys()]);
      const from = cursors.get(ROOM);
      return from === undefined ? [] : stored.slice(from, from + limit);
    },
  } as unknown as Deps['outbox'];
  const place = (times: number) => {
    for (let i = 0; i < times; i++)
      stored.push({
        room: ROOM,
        sequence: stored.length + 1,
        type: 'session:sync',
        correlationId: null,
        createdAt: new Date(0),
        payment: null,
        payload: { action: 'rights_changed' },
      });
  };
  const told: number[] = [];
  const rooms = new Map<string, Set<string>>();
  const adapter = Object.assign(new EventEmitter(), { rooms });
  const local = { to: () => ({ emit: (_event: string, { sequence }: { sequence: number }) => told.push(sequence) }) };
  const tail = createRoomTail({ outbox }, { adapter, local } as unknown as ConsoleNamespace);
  const socket = {
    connected: true,
    data: { connection: { isShopper: false } },
    join: async (room: string) => void rooms.set(room, new Set(['socket'])),
  };
  const leave = () => {
    rooms.delete(ROOM);
    adapter.emit('delete-room', ROOM);
  };
  const join = () => tail.join(socket as unknown as ConsoleSocket, ROOM, undefined);
  return { tail, socket, rooms, told, asked, place, join, leave };
}

it('[RM6] reads on until nothing is missing, however much was placed since', async () => {
  const { tail, told, place, join } = setUp();
  place(3);
  expect(await join()).toBe(3);
  place(2_500);
  await tail.catchUp();
  expect(told).toEqual(Array.from({ length: 2_500 }, (_, i) => i + 4));
});

it('[LM10] puts nobody into a room who has left by then', async () => {
  const { socket, rooms, join } = setUp();
  socket.connected = false;
  await join();
  expect([...rooms.keys()]).toEqual([]);
});

it('[LM10] asks no more for a room that everybody has left', async () => {
  const { tail, asked, join, leave } = setUp();
  await join();
  await tail.catchUp();
  expect(asked.at(-1)).toEqual([ROOM]);
  leave();
  await tail.catchUp();
  expect(asked.at(-1)).toEqual([]);
});
