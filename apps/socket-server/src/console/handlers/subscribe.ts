import { FieldfareError } from '@fieldfare/protocol';
import { sessionEnded } from '../authenticate-console.ts';
import type { ConsoleHandler } from '../console-handler.ts';
import { audienceOf, seatsOf } from '../../relay/audience.ts';
import { hearingOf, mayHear } from '../may-hear.ts';

/** `subscribe`: joins a room. With `after_sequence` the pushes that the client missed come first, in order and without a gap. */
export const subscribe: ConsoleHandler<'subscribe'> = async ({ deps, socket, connection, request, tail }) => {
  const { membershipsVersion } = connection;
  const user = await deps.consoleUsers.findUserById(connection.userId);
  if (!user || user.disabledAt) throw sessionEnded();
  const { isAllowed, merchantId } = await hearingOf(deps, user, request.room);
  if (!isAllowed) {
    deps.telling.securityEvent('room_refused', { user_id: user.id, ip: connection.ip });
    throw roomNotAllowed();
  }
  if (merchantId !== null) {
    const { consoleSessionId: sessionId, userId } = connection;
    const merchants = user.memberships.map((membership) => ({ id: membership.merchantId }));
    const visit = { merchantId, action: 'operator.listen', subject: request.room } as const;
    await deps.visits.note(
      { userId, sessionId, email: user.email, role: user.role, merchants },
      visit,
      request.request_id,
    );
  }
  const sequence = await tail.join(socket, request.room, request.after_sequence).catch((refusal: unknown) => {
    if (request.after_sequence !== undefined)
      deps.metrics.socketResumes.inc({ namespace: 'console', outcome: 'refused' });
    throw refusal;
  });
  // Rights that were taken away before the room was joined: the sweep has been by, and saw no such room to leave.
  if (connection.membershipsVersion !== membershipsVersion) {
    const now = await deps.consoleUsers.findUserById(connection.userId);
    if (!now || !(await mayHear(deps, now, request.room))) {
      await socket.leave(seatsOf(request.room, audienceOf(socket)));
      throw roomNotAllowed();
    }
  }
  if (request.after_sequence !== undefined)
    deps.metrics.socketResumes.inc({ namespace: 'console', outcome: 'complete' });
  return { type: 'subscribed', room: request.room, sequence };
};

function roomNotAllowed(): FieldfareError {
  return new FieldfareError('permission_denied', {
    detail: 'room_not_allowed',
    param: 'room',
    message: 'There is no such room, or you may not hear it.',
  });
}
