import type { ConsoleHandler } from '../console-handler.ts';

/** `unsubscribe`: leaves a room; also one that was never joined. */
export const unsubscribe: ConsoleHandler<'unsubscribe'> = async ({ socket, request }) => {
  await socket.leave(request.room);
  return { type: 'unsubscribed', room: request.room };
};
