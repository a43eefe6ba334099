import type { ConsoleNamespace } from '../console/console-socket.ts';
import { closeFields } from '../fields/close-fields.ts';
import type { FieldsNamespace } from '../fields/fields-socket.ts';

/** A client that does not take its last message within this time is not waited for. */
const TIMEOUT_MS = 1_000;

/** Tells every host that the server goes, closes every socket, and waits until what was said has left. */
export async function sayGoodbye(fields: FieldsNamespace, console: ConsoleNamespace): Promise<void> {
  const sockets = [...fields.sockets.values(), ...console.sockets.values()];
  const gone = sockets.map((socket) => new Promise<void>((resolve) => socket.conn.once('close', () => resolve())));
  for (const socket of fields.sockets.values()) closeFields(socket, 'shutting_down');
  console.disconnectSockets(true);
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, TIMEOUT_MS);
  });
  await Promise.race([Promise.all(gone), timeout]);
  clearTimeout(timer);
}
