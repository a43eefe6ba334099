import type { ConsoleUser } from '@fieldfare/access';
import { newId } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import type { Deps } from '../../deps.ts';
import type { RoomTail } from '../../relay/room-tail.ts';
import type { ConsoleNamespace, ConsoleSocket } from '../console-socket.ts';
import { sweepConsole } from '../sweep-console.ts';
import { subscribe } from './subscribe.ts';

const MERCHANT = newId('merchant');
const ROOM = `merchant:${MERCHANT}:payments`;

/** A viewer's open socket, whose membership ends where it is said to. */
function open(disabledAt: Date | null = null) {
  const membership = { merchantId: MERCHANT, merchantName: 'Demo Store', role: 'viewer' as const };
  const user = { id: newId('user'), email: 'viewer@demo.test', role: 'VENDOR', disabledAt, shopper: null };
  const rights = { memberships: [membership], version: 1 };
  const deps = {
    clock: { now: () => new Date('2026-01-01T00:00:00Z') },
    consoleUsers: { findUserById: async () => ({ ...user, memberships: rights.memberships }) as ConsoleUser },
    consoleAuth: {
      sessionStates: async (ids: string[]) =>
        new Map(ids.map((id) => [id, { isActive: true, membershipsVersion: rights.version }])),
    },
    visits: { note: async () => undefined },
    metrics: { socketResumes: { inc: () => undefined } },
  } as unknown as Deps;
  const connection = { userId: user.id, consoleSessionId: newId('consoleSession'), membershipsVersion: 1 };
  const rooms = new Set<string>();
  const socket = {
    id: 'socket',
    rooms,
    data: { connection: { ...connection, isShopper: false, isExpiryTold: true, expiresAt: new Date('2027-01-01') } },
    leave: async (room: string) => rooms.delete(room),
  } as unknown as ConsoleSocket;
  const namespace = { sockets: new Map([[socket.id, socket]]) } as unknown as ConsoleNamespace;
  const change = (memberships = [membership]) => Object.assign(rights, { memberships, version: 2 });
  return { deps, socket, rooms, change, sweep: () => sweepConsole(deps, namespace) };
}

const subscribing = ({ deps, socket, rooms }: ReturnType<typeof open>, beforeJoining: () => Promise<void>) => {
  const join = async () => {
    await beforeJoining();
    rooms.add(ROOM);
    return 0;
  };
  const tail = { join } as unknown as RoomTail;
  const request = { request_id: newId('request'), room: ROOM };
  return subscribe({ deps, socket, connection: socket.data.connection, request, tail });
};

it('[RM4] opens no room to who has been disabled, before the sweep closes their sockets', async () => {
  const console = open(new Date('2025-12-31'));
  const answer = subscribing(console, async () => undefined);
  await expect(answer).rejects.toMatchObject({ code: 'authentication_error', detail: 'session_ended' });
  expect([...console.rooms]).toEqual([]);
});

it('[RM4] leaves a room again whose hearing was taken away before it was joined, though the sweep has been by', async () => {
  const console = open();
  const answer = subscribing(console, async () => {
    console.change([]);
    await console.sweep();
  });
  await expect(answer).rejects.toMatchObject({ detail: 'room_not_allowed' });
  expect([...console.rooms]).toEqual([]);
});

it('[RM4] stays in a room that one may hear by the rights of afterwards, too', async () => {
  const console = open();
  await subscribing(console, async () => {
    console.change();
    await console.sweep();
  });
  expect([...console.rooms]).toEqual([ROOM]);
});
