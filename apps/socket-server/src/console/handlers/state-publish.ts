import type { ConsoleHandler } from '../console-handler.ts';

/** `state:publish`: how the console looks in one window, to the person's other windows, wherever they are connected. */
export const statePublish: ConsoleHandler<'state:publish'> = async ({ deps, connection, request }) => {
  await deps.placePush({
    room: `user:${connection.userId}`,
    type: 'session:sync',
    payload: { action: 'state', state: request.state },
    correlationId: request.request_id,
  });
  return { type: 'published' };
};
