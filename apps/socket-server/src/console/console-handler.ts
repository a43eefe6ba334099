import type { ConsoleAnswer, ConsoleEvent, ConsoleRequest } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import type { RoomTail } from '../relay/room-tail.ts';
import type { ConsoleConnection, ConsoleSocket } from './console-socket.ts';

export interface ConsoleContext<E extends ConsoleEvent> {
  deps: Deps;
  socket: ConsoleSocket;
  connection: ConsoleConnection;
  request: ConsoleRequest<E>;
  /** Puts sockets into rooms without a gap. */
  tail: RoomTail;
}

/** How one client event of the console is served; the dispatcher adds `request_id` and `timestamp`. */
export type ConsoleHandler<E extends ConsoleEvent> = (
  context: ConsoleContext<E>,
) => Promise<Omit<ConsoleAnswer<E>, 'request_id' | 'timestamp'>>;
