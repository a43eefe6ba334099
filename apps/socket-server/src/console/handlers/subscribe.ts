import { FieldfareError } from '@fieldfare/protocol';
import { noteSecurityEvent } from '../../net/note-security-event.ts';
import { paymentEnvelope } from '../../relay/payment-envelope.ts';
import { sessionEnded } from '../authenticate-console.ts';
import type { ConsoleContext, ConsoleHandler } from '../console-handler.ts';
import { mayHear } from '../may-hear.ts';

type Context = ConsoleContext<'subscribe'>;

/** Who missed more than this is better served by reading the list again. */
const MAX_REPLAYED = 1_000;

/** `subscribe`: joins a room. With `after_sequence` the pushes that the client missed come first, in order and without a gap. */
export const subscribe: ConsoleHandler<'subscribe'> = async (context) => {
  const { deps, connection, request } = context;
  const user = await deps.consoleUsers.findUserById(connection.userId);
  if (!user || user.disabledAt) throw sessionEnded();
  if (!(await mayHear(deps, user, request.room))) {
    noteSecurityEvent(deps, 'room_refused', { user_id: user.id, ip: connection.ip });
    throw new FieldfareError('permission_denied', {
      detail: 'room_not_allowed',
      param: 'room',
      message: 'There is no such room, or you may not hear it.',
    });
  }
  const sequence = await context.exclusive(() => replayAndJoin(context));
  return { type: 'subscribed', room: request.room, sequence };
};

async function replayAndJoin({ deps, socket, request }: Context): Promise<number> {
  const { room, after_sequence: after } = request;
  const newest = await deps.outbox.sequence(room);
  if (after !== undefined && after !== newest) await replay({ deps, socket, room, after, newest });
  if (socket.connected) await socket.join(room);
  return newest;
}

interface Gap {
  deps: Context['deps'];
  socket: Context['socket'];
  room: string;
  after: number;
  newest: number;
}

async function replay({ deps, socket, room, after, newest }: Gap): Promise<void> {
  const missed = newest - after;
  const pushes = missed > 0 && missed <= MAX_REPLAYED ? await deps.outbox.replay(room, after, MAX_REPLAYED) : [];
  // Also where old pushes were deleted, or the client counts from another database.
  if (pushes.length !== missed) {
    throw new FieldfareError('conflict', {
      detail: 'sequence_unavailable',
      param: 'after_sequence',
      message: 'What was missed cannot be told again. Read the list anew and subscribe without after_sequence.',
    });
  }
  for (const { payment, sequence, correlationId, createdAt } of pushes) {
    if (!payment) continue;
    const envelope = { payment, room, sequence, correlationId, at: createdAt };
    socket.emit('payment:updated', paymentEnvelope(envelope));
  }
}
