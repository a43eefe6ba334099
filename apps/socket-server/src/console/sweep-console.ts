import type { ConsoleSessionState } from '@fieldfare/access';
import { ID_PREFIXES } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import { roomOfSeats } from '../relay/audience.ts';
import { inSlices } from '../runtime/in-slices.ts';
import type { ConsoleNamespace, ConsoleSocket } from './console-socket.ts';
import { consoleSessionRoom } from './console-socket.ts';
import { mayHear } from './may-hear.ts';

const TOLD_BEFORE_MS = 60_000;

/**
 * Closes the console connections whose session has ended or whose token ran out, tells those whose token is about to, and takes people
 * out of the rooms that they may no longer hear. One query for all console sessions.
 */
export async function sweepConsole(deps: Deps, namespace: ConsoleNamespace): Promise<void> {
  const sockets = [...namespace.sockets.values()];
  if (sockets.length === 0) return;
  const ids = new Set<string>();
  await inSlices(sockets, ({ data: { connection } }) => void ids.add(connection.consoleSessionId));
  const states = await deps.consoleAuth.sessionStates([...ids]);
  await inSlices(sockets, (socket) => {
    const state = states.get(socket.data.connection.consoleSessionId);
    return sweepOne(deps, namespace, socket, state);
  });
}

/** A promise only where rights have changed. */
function sweepOne(
  deps: Deps,
  namespace: ConsoleNamespace,
  socket: ConsoleSocket,
  state: ConsoleSessionState | undefined,
): Promise<void> | undefined {
  const { connection } = socket.data;
  const now = deps.clock.now();
  if (!state?.isActive) {
    signOut(namespace, connection.consoleSessionId, connection.userId, now);
    return undefined;
  }
  if (connection.expiresAt <= now) {
    socket.disconnect(true);
    return undefined;
  }
  tellExpiry(socket, now);
  const { membershipsVersion } = state;
  const isSame = membershipsVersion === null || membershipsVersion === connection.membershipsVersion;
  return isSame ? undefined : recheckOrClose(deps, socket, membershipsVersion);
}

/** Tells every window of a console session that it is signed out, and closes their connections. */
export function signOut(namespace: ConsoleNamespace, consoleSessionId: string, userId: string, now: Date): void {
  const windows = namespace.in(consoleSessionRoom(consoleSessionId));
  windows.emit('session:sync', {
    type: 'session:sync',
    payload: { action: 'signed_out' },
    timestamp: now.toISOString(),
    correlation_id: null,
    room: `user:${userId}`,
    sequence: 0,
  });
  windows.disconnectSockets(true);
}

function tellExpiry(socket: ConsoleSocket, now: Date): void {
  const { connection } = socket.data;
  if (connection.isExpiryTold || connection.expiresAt.getTime() - now.getTime() > TOLD_BEFORE_MS) return;
  connection.isExpiryTold = true;
  socket.emit('token_expiring', { expires_at: connection.expiresAt.toISOString() });
}

/** Whose rights cannot be read has none; and one such person must not keep the others from being swept. */
async function recheckOrClose(deps: Deps, socket: ConsoleSocket, version: number): Promise<void> {
  try {
    await recheckRooms(deps, socket, version);
  } catch (error) {
    deps.log.error({ job: 'sweep', user_id: socket.data.connection.userId, error }, 'rooms not rechecked');
    socket.disconnect(true);
  }
}

async function recheckRooms(deps: Deps, socket: ConsoleSocket, version: number): Promise<void> {
  const user = await deps.consoleUsers.findUserById(socket.data.connection.userId);
  for (const room of socket.rooms) {
    const isOwn = room === socket.id || room.startsWith(`console-session:${ID_PREFIXES.consoleSession}_`);
    if (!isOwn && !(user && (await mayHear(deps, user, roomOfSeats(room))))) await socket.leave(room);
  }
  socket.data.connection.membershipsVersion = version;
}
