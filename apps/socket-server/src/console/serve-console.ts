import { clientNetwork } from '@fieldfare/access';
import { FieldfareError } from '@fieldfare/protocol';
import type { Deps } from '../deps.ts';
import { acceptsOrigin } from '../net/accepts-origin.ts';
import type { ConnectionCounts, Place } from '../net/connection-counts.ts';
import type { Doorway } from '../net/doorway.ts';
import { dropUnasked } from '../net/drop-unasked.ts';
import { forgetHandshake } from '../net/forget-handshake.ts';
import { guardHandshake } from '../net/guard-handshake.ts';
import { handshakeAuth } from '../net/handshake-auth.ts';
import type { Traffic } from '../net/traffic.ts';
import type { RoomTail } from '../relay/room-tail.ts';
import { authenticateConsole } from './authenticate-console.ts';
import { consoleSessionRoom } from './console-socket.ts';
import type { ConsoleNamespace, ConsoleSocket } from './console-socket.ts';
import { dispatchConsole } from './dispatch-console.ts';

/** Serves the /console namespace. */
export function serveConsole(
  deps: Deps,
  namespace: ConsoleNamespace,
  { doorway, counts, traffic, tail }: { doorway: Doorway; counts: ConnectionCounts; traffic: Traffic; tail: RoomTail },
): void {
  guardHandshake(deps, doorway, namespace, 'console', async (socket: ConsoleSocket, ip) => {
    const { origin } = socket.handshake.headers;
    if (!acceptsOrigin(deps.settings, origin, deps.settings.origins.web)) throw consoleOriginMismatch();
    const { claims, membershipsVersion } = await authenticateConsole(deps, handshakeAuth(deps.settings, socket));
    const place = takePlaces(counts, claims.sub, clientNetwork(ip));
    socket.data.connection = {
      id: socket.id,
      ip,
      userId: claims.sub,
      isShopper: claims.role === 'CUSTOMER',
      consoleSessionId: claims.sid,
      expiresAt: new Date(claims.exp * 1_000),
      isExpiryTold: false,
      membershipsVersion,
      traffic: traffic.of({ ip }),
      refused: 0,
    };
    return place;
  });

  namespace.on('connection', (socket) => {
    forgetHandshake(socket);
    deps.metrics.socketConnections.inc({ namespace: 'console' });
    socket.once('disconnect', () => {
      deps.metrics.socketConnections.dec({ namespace: 'console' });
      // Without its namespace the connection would be one that nobody counts.
      socket.conn.close();
    });
    void socket.join(consoleSessionRoom(socket.data.connection.consoleSessionId));
    socket.onAny((event: string, ...args: unknown[]) => {
      const ack = args.at(-1);
      if (typeof ack !== 'function') return dropUnasked(deps, socket.data.connection, socket);
      const payload = args.length > 1 ? args[0] : undefined;
      const handling = dispatchConsole(deps, tail, socket, event, payload);
      void deps.inFlight.track(handling).then((answer) => ack(answer));
    });
  });
}

function consoleOriginMismatch(): FieldfareError {
  return new FieldfareError('permission_denied', {
    detail: 'origin_mismatch',
    message: "The console's socket is opened from the console's own origin.",
  });
}

/** A place of the account and one of the address: one person's windows take no room from others behind the same address. */
function takePlaces(counts: ConnectionCounts, account: string, network: string): Place {
  const ofAccount = counts.take('account', account);
  if (!ofAccount) throw tooManyConnections('of this account');
  const ofNetwork = counts.take('console', network);
  if (!ofNetwork) {
    ofAccount.release();
    throw tooManyConnections('from this address');
  }
  return {
    release: () => {
      ofAccount.release();
      ofNetwork.release();
    },
  };
}

function tooManyConnections(whose: 'of this account' | 'from this address'): FieldfareError {
  return new FieldfareError('rate_limited', {
    detail: 'too_many_connections',
    retryable: true,
    message: `Too many console connections are open ${whose}.`,
  });
}
