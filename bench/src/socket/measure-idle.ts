import type { CleanUp } from '../harness/clean-up.ts';
import { startChild } from '../harness/child-process.ts';
import { createSession } from '../system/create-session.ts';
import type { RunningPaymentServer } from '../system/start-payment-server.ts';
import type { IdleRun } from './idle-clients.ts';
import { leastMemory } from './least-memory.ts';

export interface IdleMeasurement {
  sockets: number;
  bytesASocket: number;
}

const TOKENS = 50;

/**
 * What idle authenticated connections cost the server in memory, each: measured from the first number of them on, by when code and pools are
 * there. `beside` is run while all of them are open.
 */
export async function measureIdle(
  ours: RunningPaymentServer,
  cleanUp: CleanUp,
  [first, ...steps]: readonly [number, ...number[]],
  { say, beside }: { say: (line: string) => void; beside: () => Promise<void> },
): Promise<IdleMeasurement[]> {
  const clients = startChild(new URL('idle-clients.ts', import.meta.url), cleanUp);
  const tokens = await Promise.all(Array.from({ length: TOKENS }, () => createSession(ours)));
  const memoryAt = async (sockets: number) => {
    const run: IdleRun = { url: ours.url, origin: ours.fieldsOrigin, tokens, sockets };
    await clients.call('open', run);
    return leastMemory(ours.url);
  };
  const atFirst = await memoryAt(first);
  const measured: IdleMeasurement[] = [];
  for (const sockets of steps) {
    const bytesASocket = ((await memoryAt(sockets)) - atFirst) / (sockets - first);
    say(`${sockets} idle connections, ${Math.round(bytesASocket)} bytes each`);
    measured.push({ sockets, bytesASocket });
  }
  await beside();
  await clients.end();
  return measured;
}
