import type { ConsoleAnswer, ConsoleEvent, ConsoleRequest } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import type { Mutex } from '../runtime/mutex.ts';
import type { ConsoleConnection, ConsoleSocket } from './console-socket.ts';

export interface ConsoleContext<E extends ConsoleEvent> {
  deps: Deps;
  socket: ConsoleSocket;
  connection: ConsoleConnection;
  request: ConsoleRequest<E>;
  /** Held while the relay tells: what is read and joined under it has no gap. */
  exclusive: Mutex;
}

/** How one client event of the console is served; the dispatcher adds `request_id` and `timestamp`. */
export type ConsoleHandler<E extends ConsoleEvent> = (
  context: ConsoleContext<E>,
) => Promise<Omit<ConsoleAnswer<E>, 'request_id' | 'timestamp'>>;
