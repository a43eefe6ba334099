import { expect, it } from 'vitest';
import type { Deps } from '../deps.ts';
import { SLICE } from '../runtime/in-slices.ts';
import { mostInOneTurn } from '../testing/most-in-one-turn.ts';
import type { FieldsNamespace } from './fields-socket.ts';
import { sweepFields } from './sweep-fields.ts';

const SOCKETS = SLICE * 5;

/** So many open connections, all of one key and merchant; `closed` names those that were closed, in order. */
function openConnections(closed: string[]): Pick<FieldsNamespace, 'sockets'> {
  const binding = { keyId: 'key', merchantId: 'merchant', origin: 'https://shop.example' };
  const ids = Array.from({ length: SOCKETS }, (_, i) => `socket_${i}`);
  const socketOf = (id: string) => ({
    data: { connection: { binding, step: { state: 'hosted', session: { expiresAt: new Date(1) } }, underWay: 0 } },
    emit: () => true,
    disconnect: () => closed.push(id),
  });
  return { sockets: new Map(ids.map((id) => [id, socketOf(id)])) } as unknown as Pick<FieldsNamespace, 'sockets'>;
}

const depsWith = (key: { revokedAt: Date | null }) =>
  ({
    clock: { now: () => new Date(0) },
    log: { info: () => {} },
    apiKeys: { statuses: async () => new Map([['key', { ...key, expiresAt: null, merchantStatus: 'active' }]]) },
    merchants: {
      profiles: async () =>
        new Map([['merchant', { status: 'active', allowedOrigins: ['https://shop.example'], deniedCountries: [] }]]),
    },
  }) as unknown as Deps;

it('[TK1] closes every connection of a revoked key, however many, and no more than a slice in one turn of the event loop', async () => {
  const closed: string[] = [];
  const sweep = sweepFields(depsWith({ revokedAt: new Date(0) }), openConnections(closed));
  expect(await mostInOneTurn(() => closed.length, sweep)).toBe(SLICE);
  expect(new Set(closed).size).toBe(SOCKETS);
});

it('[TK1] does not take a connection that comes while it sweeps for one whose key is gone', async () => {
  const closed: string[] = [];
  const namespace = openConnections(closed);
  const later = openConnections(closed).sockets.get('socket_0');
  if (!later) throw new Error('nobody is there');
  later.data.connection.binding = { ...later.data.connection.binding, keyId: 'key_of_the_late' };
  const sweep = sweepFields(depsWith({ revokedAt: new Date(0) }), namespace);
  namespace.sockets.set('late', later);
  await sweep;
  expect(closed).toHaveLength(SOCKETS);
  expect(later.data.connection.step.state).toBe('hosted');
});
