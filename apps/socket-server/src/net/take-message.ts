import { FieldfareError } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import type { MessageBudget } from './message-budget.ts';

interface Limited {
  budget: MessageBudget;
  refused: number;
}

/** Who goes on sending this long after being refused is not a client that counts wrong. */
const REFUSALS_BEFORE_DISCONNECT = 120;

/** Counts a message against its connection's budget. A connection that keeps flooding is closed. */
export function takeMessage(deps: Deps, connection: Limited, socket: { disconnect(close: boolean): unknown }): void {
  if (connection.budget.take()) {
    connection.refused = 0;
    return;
  }
  connection.refused++;
  if (connection.refused === 1) deps.metrics.securityEvents.inc({ type: 'too_many_messages' });
  if (connection.refused > REFUSALS_BEFORE_DISCONNECT) socket.disconnect(true);
  throw new FieldfareError('rate_limited', {
    detail: 'too_many_messages',
    retryable: true,
    retryAfterMs: 1_000,
    message: 'This connection sends too many messages. Wait a moment and repeat.',
  });
}
