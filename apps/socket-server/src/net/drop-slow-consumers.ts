import type { ConsoleSocket } from '../console/console-socket.ts';
import type { Deps } from '../deps.ts';
import type { FieldsSocket } from '../fields/fields-socket.ts';
import { inSlices } from '../runtime/in-slices.ts';

/** What of a connection's transport is looked at; engine.io's types keep it to themselves. */
interface Outgoing {
  writeBuffer: readonly { data?: unknown }[];
  transport: { socket?: { bufferedAmount: number; terminate(): void } };
}

/** Ends the connections that do not take what they are sent: what waits for them would grow without end. */
export async function dropSlowConsumers(
  deps: Deps,
  { sockets }: { sockets: ReadonlyMap<string, FieldsSocket | ConsoleSocket> },
): Promise<void> {
  await inSlices(sockets.values(), (socket) => {
    const connection = socket.conn as unknown as Outgoing;
    if (waitingBytes(connection) <= deps.settings.limits.bufferedBytesPerSocket) return;
    deps.metrics.socketLimitsHit.inc({ limit: 'buffered_bytes' });
    deps.telling.securityEvent('slow_consumer', { ip: socket.data.connection.ip });
    // A close that waits for the peer's answer would wait for who does not read.
    connection.transport.socket?.terminate();
  });
}

function waitingBytes({ transport, writeBuffer }: Outgoing): number {
  const queued = writeBuffer.reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), 0);
  return queued + (transport.socket?.bufferedAmount ?? 0);
}
