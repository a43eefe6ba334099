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
    sequence: async () => stored.at(-1)?.sequence ?? 0,
    after: async (cursors: ReadonlyMap<string, number>, limit: number) => {
      asked.push([...cursors.keys()]);
      const from = cursors.get(ROOM);
      return from === undefined ? [] : stored.slice(from, from + limit);
    },
    replay: async (_room: string, after: number, limit: number) =>
      stored.filter(({ sequence }) => sequence > after).slice(0, limit),
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
    emit: (_event: string, { sequence }: { sequence: number }) => told.push(sequence),
  };
  const leave = () => {
    rooms.delete(ROOM);
    adapter.emit('delete-room', ROOM);
  };
  const join = (after?: number) => tail.join(socket as unknown as ConsoleSocket, ROOM, after);
  const deleteBefore = (sequence: number) => void stored.splice(0, sequence - 1);
  return { tail, socket, rooms, told, asked, place, join, leave, deleteBefore };
}

it('[RM6] reads on until nothing is missing, however much was placed since', async () => {
  const { tail, told, place, join } = setUp();
  place(3);
  expect(await join()).toBe(3);
  place(2_500);
  await tail.catchUp();
  expect(told).toEqual(Array.from({ length: 2_500 }, (_, i) => i + 4));
});

it('[RM3] tells all that was missed or none of it, where some is there no more or it is too much', async () => {
  const { rooms, told, place, join, deleteBefore } = setUp();
  place(1_010);
  for (const after of [9, 1_011])
    await expect(join(after)).rejects.toMatchObject({ code: 'conflict', detail: 'sequence_unavailable' });
  deleteBefore(1_005);
  for (const after of [10, 1_003])
    await expect(join(after)).rejects.toMatchObject({ code: 'conflict', detail: 'sequence_unavailable' });
  expect([told, [...rooms.keys()]]).toEqual([[], []]);
  expect(await join(1_004)).toBe(1_010);
  expect(told).toEqual([1_005, 1_006, 1_007, 1_008, 1_009, 1_010]);
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
