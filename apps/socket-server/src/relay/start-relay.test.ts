import type { ClaimedFact } from '@fieldfare/db';
import { newId } from '@fieldfare/protocol';
import { expect, it } from 'vitest';
import type { Deps } from '../deps.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { createMutex } from '../runtime/mutex.ts';
import { createSignal } from '../runtime/signal.ts';
import { startRelay } from './start-relay.ts';
import type { Audience } from './start-relay.ts';

it('[MS1] reads a room at once in which another server’s pushes come before the one that it was to tell', async () => {
  const merchantId = newId('merchant');
  const payment = { id: newId('payment') };
  const fact = { merchantId, payment, sessionId: null, requestId: null, committedAt: new Date(0), shopperRoom: null };
  const facts = [{ ...fact, merchantRoomSequence: 7, paymentRoomSequence: 1, shopperRoomSequence: null }];
  const read: (readonly string[] | undefined)[] = [];
  const deps = {
    clock: { now: () => new Date(0) },
    log: { error: () => undefined },
    metrics: createMetrics(),
    outbox: { committed: createSignal(), claim: async () => facts.splice(0) as unknown as ClaimedFact[] },
  } as unknown as Deps;
  const relay = startRelay(deps, {
    fields: {},
    tail: {
      exclusive: createMutex(),
      tell: ({ room }: { room: string }) => !room.startsWith('merchant:'),
      catchUp: async (rooms?: readonly string[]) => void read.push(rooms),
    },
    others: { tell: () => undefined },
  } as unknown as Audience);
  await relay.stop();
  expect(read).toEqual([[`merchant:${merchantId}:payments`]]);
});
