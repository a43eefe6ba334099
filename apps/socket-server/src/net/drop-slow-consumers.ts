import type { Server } from 'socket.io';
import type { Deps } from '../deps.ts';
import { noteSecurityEvent } from './note-security-event.ts';

/** What of a connection's transport is looked at; engine.io's types keep it to themselves. */
interface Outgoing {
  writeBuffer: readonly { data?: unknown }[];
  transport: { socket?: { bufferedAmount: number; terminate(): void } };
}

/** Ends the connections that do not take what they are sent: what waits for them would grow without end. */
export function dropSlowConsumers(deps: Deps, { engine }: Server): void {
  const connections = Object.values((engine as unknown as { clients: Record<string, Outgoing> }).clients);
  for (const connection of connections) {
    if (waitingBytes(connection) <= deps.settings.limits.bufferedBytesPerSocket) continue;
    deps.metrics.socketLimitsHit.inc({ limit: 'buffered_bytes' });
    noteSecurityEvent(deps, 'slow_consumer', {});
    // A close that waits for the peer's answer would wait for who does not read.
    connection.transport.socket?.terminate();
  }
}

function waitingBytes({ transport, writeBuffer }: Outgoing): number {
  const queued = writeBuffer.reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), 0);
  return queued + (transport.socket?.bufferedAmount ?? 0);
}
