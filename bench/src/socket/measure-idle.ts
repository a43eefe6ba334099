import type { CleanUp } from '../harness/clean-up.ts';
import { startChild } from '../harness/child-process.ts';
import { createSession } from '../system/create-session.ts';
import type { RunningPaymentServer } from '../system/start-payment-server.ts';
import type { IdleRun } from './idle-clients.ts';
import { heldMemory } from './held-memory.ts';

export interface IdleMeasurement {
  sockets: number;
  bytesASocket: number;
}

const TOKENS = 50;

/**
 * What idle authenticated connections cost the server in memory, each: measured from the first number of them on, by when code and pools are
 * there. `beside` is run while all of them are open, and answered, too.
 */
export async function measureIdle<T>(
  ours: RunningPaymentServer,
  cleanUp: CleanUp,
  [first, ...steps]: readonly [number, ...number[]],
  { say, beside }: { say: (line: string) => void; beside: () => Promise<T> },
): Promise<{ idle: IdleMeasurement[]; beside: T }> {
  const clients = startChild(new URL('idle-clients.ts', import.meta.url), cleanUp);
  const tokens = await Promise.all(Array.from({ length: TOKENS }, () => createSession(ours)));
  const memoryAt = async (sockets: number) => {
    const run: IdleRun = { url: ours.url, origin: ours.fieldsOrigin, tokens, sockets };
    await clients.call('open', run);
    return heldMemory(ours);
  };
  const atFirst = await memoryAt(first);
  const idle: IdleMeasurement[] = [];
  for (const sockets of steps) {
    const bytesASocket = ((await memoryAt(sockets)) - atFirst) / (sockets - first);
    say(`${sockets} idle connections, ${Math.round(bytesASocket)} bytes each`);
    idle.push({ sockets, bytesASocket });
  }
  const measured = await beside();
  await clients.end();
  return { idle, beside: measured };
}
