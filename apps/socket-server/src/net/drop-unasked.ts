import type { Deps } from '../deps.ts';
import { takeMessage } from './take-message.ts';

/** Drops an event that asks for no acknowledgement: nobody could be told what became of it. It counts like every other. */
export function dropUnasked(
  deps: Deps,
  connection: Parameters<typeof takeMessage>[1],
  socket: Parameters<typeof takeMessage>[2],
): void {
  try {
    takeMessage(deps, connection, socket);
  } catch {
    // There is nobody to tell.
  }
}
