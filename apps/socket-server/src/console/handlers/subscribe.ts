import { FieldfareError } from '@fieldfare/protocol';
import { noteSecurityEvent } from '../../net/note-security-event.ts';
import { sessionEnded } from '../authenticate-console.ts';
import type { ConsoleHandler } from '../console-handler.ts';
import { mayHear } from '../may-hear.ts';

/** `subscribe`: joins a room. With `after_sequence` the pushes that the client missed come first, in order and without a gap. */
export const subscribe: ConsoleHandler<'subscribe'> = async ({ deps, socket, connection, request, tail }) => {
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
  const sequence = await tail.join(socket, request.room, request.after_sequence);
  if (request.after_sequence !== undefined)
    deps.metrics.socketResumes.inc({ namespace: 'console', outcome: 'complete' });
  return { type: 'subscribed', room: request.room, sequence };
};
