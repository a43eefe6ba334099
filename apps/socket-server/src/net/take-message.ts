import { FieldfareError } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import type { ConnectionTraffic } from './traffic.ts';

interface Limited {
  ip: string;
  /** The console's connections belong to nobody's shop. */
  binding?: { merchantId: string };
  traffic: ConnectionTraffic;
  /** Messages too many in a row. */
  refused: number;
}

interface Closable {
  connected: boolean;
  disconnect(close: boolean): unknown;
}

/** Who goes on sending this long after being refused is not a client that counts wrong. */
const REFUSALS_BEFORE_DISCONNECT = 30;

/** One for all of them: in a flood, where it was thrown is not worth finding out each time. */
const TOO_MANY = new FieldfareError('rate_limited', {
  detail: 'too_many_messages',
  retryable: true,
  retryAfterMs: 1_000,
  message: 'Too many messages. Wait a moment and repeat.',
});

/** Whether it is another message too many after the first: a flood fills no log. */
export function isMoreOfAFlood({ refused }: Pick<Limited, 'refused'>): boolean {
  return refused > 1;
}

/**
 * Counts a message against everything that it counts against. A connection that keeps flooding is closed, and its session owes what it sent too
 * much; one that is refused for what others of its address or its merchant send stays.
 */
export function takeMessage(deps: Deps, connection: Limited, socket: Closable): void {
  const scope = connection.traffic.take();
  if (scope === null) {
    connection.refused = 0;
    return;
  }
  connection.refused++;
  deps.metrics.socketLimitsHit.inc({ limit: `messages_per_${scope}` });
  if (connection.refused === 1) deps.telling.securityEvent('too_many_messages', { ip: connection.ip, reason: scope });
  const isItsOwn = scope === 'connection' || scope === 'session';
  // What it had sent by the time it is closed still arrives.
  if (isItsOwn && connection.refused > REFUSALS_BEFORE_DISCONNECT && socket.connected) {
    const why = { ip: connection.ip, reason: scope, detail: 'too_many_messages' };
    deps.telling.refusal({ ip: connection.ip, merchantId: connection.binding?.merchantId }, why, 'connection closed');
    connection.traffic.owe(connection.refused);
    socket.disconnect(true);
  }
  throw TOO_MANY;
}

/** Refuses a connection to a session that still owes messages. */
export function assertOwesNothing(traffic: ConnectionTraffic): void {
  const retryAfterMs = traffic.owedMs();
  if (retryAfterMs === 0) return;
  throw new FieldfareError('rate_limited', {
    detail: 'too_many_messages',
    retryable: true,
    retryAfterMs,
    message: `This session sent too many messages. Connect again in ${Math.ceil(retryAfterMs / 1_000)} seconds.`,
  });
}
