import type { ConsoleUser } from '@fieldfare/access';
import { newId } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import type { Deps } from '../deps.ts';
import type { ConsoleNamespace } from './console-socket.ts';
import { sweepConsole } from './sweep-console.ts';

const ROOM = 'role:VENDOR';

/** An open socket of somebody whose rights have changed since. */
function socketOf(userId: string) {
  const rooms = new Set([ROOM]);
  const connection = { userId, consoleSessionId: newId('consoleSession'), membershipsVersion: 1 };
  return {
    id: userId,
    rooms,
    connected: true,
    data: { connection: { ...connection, isExpiryTold: true, expiresAt: new Date(1) } },
    leave: async (room: string) => rooms.delete(room),
    disconnect() {
      this.connected = false;
    },
  };
}

it('[CN7] closes whose rights cannot be read, and goes on with the others', async () => {
  const [unread, read] = [socketOf(newId('user')), socketOf(newId('user'))];
  const logged: unknown[] = [];
  const deps = {
    clock: { now: () => new Date(0) },
    log: { error: (fields: unknown) => logged.push(fields) },
    consoleAuth: {
      sessionStates: async (ids: string[]) => new Map(ids.map((id) => [id, { isActive: true, membershipsVersion: 2 }])),
    },
    consoleUsers: {
      findUserById: async (id: string) => {
        if (id === unread.id) throw new Error('the database is away');
        return { id, role: 'CUSTOMER', disabledAt: null, memberships: [], shopper: null } as unknown as ConsoleUser;
      },
    },
  } as unknown as Deps;
  const sockets = new Map([unread, read].map((socket) => [socket.id, socket]));
  await sweepConsole(deps, { sockets } as unknown as ConsoleNamespace);
  expect([unread.connected, read.connected]).toEqual([false, true]);
  expect([...read.rooms]).toEqual([]);
  expect(logged).toMatchObject([{ job: 'sweep', user_id: unread.id }]);
});
