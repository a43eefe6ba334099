import { FieldfareError } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import { noteSecurityEvent } from './note-security-event.ts';
import type { ConnectionTraffic } from './traffic.ts';

interface Limited {
  ip: string;
  traffic: ConnectionTraffic;
  refused: number;
}

/** Who goes on sending this long after being refused is not a client that counts wrong. */
const REFUSALS_BEFORE_DISCONNECT = 120;

/** Counts a message against everything that it counts against. A connection that keeps flooding is closed. */
export function takeMessage(deps: Deps, connection: Limited, socket: { disconnect(close: boolean): unknown }): void {
  const scope = connection.traffic.take();
  if (scope === null) {
    connection.refused = 0;
    return;
  }
  connection.refused++;
  deps.metrics.socketLimitsHit.inc({ limit: `messages_per_${scope}` });
  if (connection.refused === 1) noteSecurityEvent(deps, 'too_many_messages', { ip: connection.ip, reason: scope });
  if (connection.refused > REFUSALS_BEFORE_DISCONNECT) socket.disconnect(true);
  throw new FieldfareError('rate_limited', {
    detail: 'too_many_messages',
    retryable: true,
    retryAfterMs: 1_000,
    message: 'Too many messages. Wait a moment and repeat.',
  });
}
