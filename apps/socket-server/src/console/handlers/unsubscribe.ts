import { audienceOf, seatsOf } from '../../relay/audience.ts';
import type { ConsoleHandler } from '../console-handler.ts';

/** `unsubscribe`: leaves a room; also one that was never joined. */
export const unsubscribe: ConsoleHandler<'unsubscribe'> = async ({ socket, request }) => {
  await socket.leave(seatsOf(request.room, audienceOf(socket)));
  return { type: 'unsubscribed', room: request.room };
};
