import { expect, it } from 'vitest';
import type { Deps } from '../deps.ts';
import type { FieldsSocket } from '../fields/fields-socket.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { dropSlowConsumers } from './drop-slow-consumers.ts';

const MAX = 1_000;

it('[LM7] counts what waits in the queue and what waits in the transport together, and ends who has more', async () => {
  const deps = {
    settings: { limits: { bufferedBytesPerSocket: MAX } },
    metrics: createMetrics(),
    telling: { securityEvent: () => undefined },
  } as unknown as Deps;
  const ended: string[] = [];
  const socketOf = (name: string, queued: number, bufferedAmount: number) => {
    const socket = { bufferedAmount, terminate: () => ended.push(name) };
    const conn = { writeBuffer: [{ data: 'x'.repeat(queued) }, {}], transport: { socket } };
    return [name, { conn, data: { connection: { ip: '10.0.0.1' } } } as unknown as FieldsSocket] as const;
  };
  const sockets = new Map([
    socketOf('reads', MAX, 0),
    socketOf('queued', MAX + 1, 0),
    socketOf('buffered', 0, MAX + 1),
    socketOf('both', MAX / 2 + 1, MAX / 2),
  ]);
  await dropSlowConsumers(deps, { sockets });
  expect(ended).toEqual(['queued', 'buffered', 'both']);
});
